/*
 * A program without a C library: the whole of patron linked with nothing but what stands here and
 * the stubs made of imports.allow. That it links proves that no other symbol is needed; that it runs,
 * that nothing has to be set up first. x86-64 and AArch64 Linux.
 */
#include <patron/patron.h>

enum { ROOM = 65536 };
static uint64_t ledger_block[ROOM / 8], scratch[ROOM / 8];

void *memcpy(void *to, const void *from, size_t size)
{
    volatile unsigned char *t = to; /* volatile: not to become a call of memcpy */
    const unsigned char *f = from;
    for (size_t i = 0; i < size; i++)
        t[i] = f[i];
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    volatile unsigned char *t = to;
    const unsigned char *f = from;
    if ((uintptr_t)to < (uintptr_t)from)
        return memcpy(to, from, size);
    for (size_t i = size; i-- > 0;)
        t[i] = f[i];
    return to;
}

void *memset(void *to, int value, size_t size)
{
    volatile unsigned char *t = to;
    for (size_t i = 0; i < size; i++)
        t[i] = (unsigned char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
    const unsigned char *x = a, *y = b;
    for (size_t i = 0; i < size; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

int bcmp(const void *a, const void *b, size_t size)
{
    return memcmp(a, b, size);
}

size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0')
        length++;
    return length;
}

static void leave(int status)
{
#if defined(__x86_64__)
    __asm__ volatile("syscall" : : "a"(60L), "D"((long)status) : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long number __asm__("x8") = 93;
    register long first __asm__("x0") = status;
    __asm__ volatile("svc 0" : : "r"(number), "r"(first) : "memory");
#endif
    for (;;) {
    }
}

static int wrong(void)
{
    const int64_t value[5] = {500, -20, 300, 0, 100};
    uint32_t order[5], count = 0;
    patron_ledger *ledger = (patron_ledger *)ledger_block;
    if (patron_version() != PATRON_API_MAJOR * 65536 + PATRON_API_MINOR * 256 + PATRON_API_PATCH)
        return 1;
    if (patron_pareto_rank_money(5, value, scratch, sizeof scratch, order, NULL, NULL) !=
            PATRON_OK ||
        order[0] != 0 || order[4] != 1)
        return 2;
    if (patron_ledger_init(ledger, sizeof ledger_block, 8, NULL) != PATRON_OK)
        return 3;
    for (int32_t i = 0; i < 20; i++)
        if (patron_ledger_add(ledger, sizeof ledger_block, (uint64_t)(i % 5), i, 10, 1, NULL,
                              NULL) != PATRON_OK)
            return 4;
    if (patron_ledger_count(ledger, sizeof ledger_block, &count, NULL, NULL) != PATRON_OK ||
        count != 5)
        return 5;
    return 0;
}

/* An entry point need not keep the stack aligned as a function may expect it. */
#if defined(__x86_64__)
__attribute__((force_align_arg_pointer))
#endif
void _start(void)
{
    leave(wrong());
}
