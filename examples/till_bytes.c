#include "till_bytes.h"

void till_bytes_put32(unsigned char *to, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        to[i] = (unsigned char)(value >> (8 * i));
    }
}

void till_bytes_put64(unsigned char *to, uint64_t value)
{
    for (unsigned i = 0; i < 8; i++) {
        to[i] = (unsigned char)(value >> (8 * i));
    }
}

uint32_t till_bytes_get32(const unsigned char *from)
{
    uint32_t value = 0;
    for (unsigned i = 4; i > 0; i--) {
        value = value << 8 | from[i - 1];
    }
    return value;
}

uint64_t till_bytes_get64(const unsigned char *from)
{
    uint64_t value = 0;
    for (unsigned i = 8; i > 0; i--) {
        value = value << 8 | from[i - 1];
    }
    return value;
}

/* Half a byte at a time: a table of 16 is small enough to be read off the polynomial 0xEDB88320. */
uint32_t till_bytes_check_sum(const unsigned char *bytes, size_t size)
{
    static const uint32_t table[16] = {0x00000000u, 0x1DB71064u, 0x3B6E20C8u, 0x26D930ACu,
                                       0x76DC4190u, 0x6B6B51F4u, 0x4DB26158u, 0x5005713Cu,
                                       0xEDB88320u, 0xF00F9344u, 0xD6D6A3E8u, 0xCB61B38Cu,
                                       0x9B64C2B0u, 0x86D3D2D4u, 0xA00AE278u, 0xBDBDF21Cu};
    uint32_t sum = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        sum ^= bytes[i];
        sum = sum >> 4 ^ table[sum & 15u];
        sum = sum >> 4 ^ table[sum & 15u];
    }
    return ~sum;
}
