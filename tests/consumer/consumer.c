/* A program of someone else's: it knows the installed headers and the library, nothing more. */
#include <patron/base.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    printf("patron %s\n", patron_version_text());
    return strcmp(patron_status_name(PATRON_E_RANGE), "PATRON_E_RANGE") != 0;
}
