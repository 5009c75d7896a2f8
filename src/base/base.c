#include "base_fault.h"

uint32_t PATRON_CALL patron_version(void)
{
    return (uint32_t)PATRON_API_MAJOR << 16 | (uint32_t)PATRON_API_MINOR << 8 |
           (uint32_t)PATRON_API_PATCH;
}

/* Each part of the release version is one digit; a test says when one outgrows it. */
static const char base_release_text[] = {'0' + PATRON_RELEASE_MAJOR, '.',
                                         '0' + PATRON_RELEASE_MINOR, '.',
                                         '0' + PATRON_RELEASE_PATCH, '\0'};

const char *PATRON_CALL patron_version_text(void)
{
    return base_release_text;
}

const char *PATRON_CALL patron_status_name(int32_t status)
{
    switch (status) {
    case PATRON_OK:
        return "PATRON_OK";
    case PATRON_E_NULL:
        return "PATRON_E_NULL";
    case PATRON_E_RANGE:
        return "PATRON_E_RANGE";
    case PATRON_E_NOT_FINITE:
        return "PATRON_E_NOT_FINITE";
    case PATRON_E_OVERFLOW:
        return "PATRON_E_OVERFLOW";
    case PATRON_E_SCRATCH:
        return "PATRON_E_SCRATCH";
    case PATRON_E_STRUCT:
        return "PATRON_E_STRUCT";
    case PATRON_E_FULL:
        return "PATRON_E_FULL";
    case PATRON_E_DIVERGES:
        return "PATRON_E_DIVERGES";
    case PATRON_E_ALIGN:
        return "PATRON_E_ALIGN";
    case PATRON_E_SIZE:
        return "PATRON_E_SIZE";
    case PATRON_E_CORRUPT:
        return "PATRON_E_CORRUPT";
    case PATRON_E_FORMAT:
        return "PATRON_E_FORMAT";
    case PATRON_E_UNKNOWN:
        return "PATRON_E_UNKNOWN";
    default:
        return "PATRON_E_?";
    }
}
