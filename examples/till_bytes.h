/* Whole numbers as little-endian bytes, and the check sum that tells bytes from damaged bytes. */
#ifndef TILL_BYTES_H
#define TILL_BYTES_H

#include <stddef.h>
#include <stdint.h>

void till_bytes_put32(unsigned char *to, uint32_t value);
void till_bytes_put64(unsigned char *to, uint64_t value);
uint32_t till_bytes_get32(const unsigned char *from);
uint64_t till_bytes_get64(const unsigned char *from);

/* CRC-32 as in ISO 3309 and zip: no change within 32 neighboring bits goes unseen. */
uint32_t till_bytes_check_sum(const unsigned char *bytes, size_t size);

#endif
