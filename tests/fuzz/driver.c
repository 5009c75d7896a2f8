/*
 * Runs a fuzz target where there is no fuzzer: on the files it is given, or else on inputs of chance
 * (the same on every run).
 */
#include "fuzz.h"
#include "support.h"

enum { DRIVER_SIZE_MAX = 1 << 16 };

static uint8_t driver_bytes[DRIVER_SIZE_MAX];

static int driver_replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    size_t size = fread(driver_bytes, 1, sizeof driver_bytes, file);
    fclose(file);
    return LLVMFuzzerTestOneInput(driver_bytes, size);
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++)
        if (driver_replay(arguments[i]) != 0)
            return 1;
    support_random random = support_random_from(20240229);
    size_t inputs = count > 1 ? 0 : support_rows(20000, 500);
    for (size_t i = 0; i < inputs; i++) {
        size_t size = (size_t)support_random_below(&random, 512);
        for (size_t j = 0; j < size; j++)
            driver_bytes[j] = (uint8_t)support_random_bits(&random);
        LLVMFuzzerTestOneInput(driver_bytes, size);
    }
    return 0;
}
