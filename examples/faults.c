#include "faults.h"

#include <stdio.h>
#include <stdlib.h>

void faults_stop(int32_t status, const patron_fault *fault)
{
    char text[192];
    if (status != PATRON_OK) {
        patron_fault_text(fault, text, sizeof text, NULL);
        fprintf(stderr, "These receipts cannot be valued. %s: %s\n", patron_status_name(status),
                text);
        exit(1);
    }
}
