#include "fuzz.h"

#include <patron/base.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    int32_t status = (int32_t)fuzz_u32(&input) >> (fuzz_byte(&input) % 32);
    FUZZ_REQUIRE(strncmp(patron_status_name(status), "PATRON_", 7) == 0);
    return 0;
}
