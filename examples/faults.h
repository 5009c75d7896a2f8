/* What a program does about a fault of the library: say it, and end with exit code 1. */
#ifndef FAULTS_H
#define FAULTS_H

#include <patron/base.h>

/* Both do nothing where status is PATRON_OK. what is "These receipts cannot be valued". */
void faults_stop(int32_t status, const patron_fault *fault);
void faults_stop_saying(const char *what, int32_t status, const patron_fault *fault);

#endif
