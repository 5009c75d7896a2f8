/* What a program does about a fault of the library: say it, and end with exit code 1. */
#ifndef FAULTS_H
#define FAULTS_H

#include <patron/base.h>

void faults_stop(int32_t status, const patron_fault *fault); /* nothing where status is PATRON_OK */

#endif
