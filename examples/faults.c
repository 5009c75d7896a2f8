#include "faults.h"

#include <stdio.h>
#include <stdlib.h>

void faults_stop(int32_t status, const patron_fault *fault)
{
    faults_stop_saying("These receipts cannot be valued", status, fault);
}

void faults_stop_saying(const char *what, int32_t status, const patron_fault *fault)
{
    char text[192];
    if (status != PATRON_OK) {
        patron_fault_text(fault, text, sizeof text, NULL);
        fprintf(stderr, "%s. %s: %s\n", what, patron_status_name(status), text);
        exit(1);
    }
}
