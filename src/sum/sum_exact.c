#include "sum_exact.h"

enum { SUM_EXACT_TOP = SUM_EXACT_CHUNKS - 1 };

void patron_sum_exact_init(patron_sum_exact *sum)
{
    memset(sum, 0, sizeof *sum);
}

void patron_sum_exact_settle(patron_sum_exact *sum)
{
    uint64_t carry = 0;
    for (int k = 0; k < SUM_EXACT_TOP; k++) {
        uint64_t value = sum->chunk[k] + carry;
        carry = sum_exact_carry(value);
        sum->chunk[k] = value & UINT64_C(0xFFFFFFFF);
    }
    sum->chunk[SUM_EXACT_TOP] += carry;
    sum->pending = 0;
}

/* At most as many values as may be pending, none of them looked at before. */
static size_t sum_exact_add_batch(uint64_t *chunk, size_t n, const double *value)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        if ((~bits & UINT64_C(0x7FF0000000000000)) == 0)
            return i;
        sum_exact_add_bits(chunk, bits);
    }
    return n;
}

size_t patron_sum_exact_add_many(patron_sum_exact *sum, size_t n, const double *value)
{
    size_t done = 0;
    while (done < n) {
        if (sum->pending == SUM_EXACT_PENDING_MAX)
            patron_sum_exact_settle(sum);
        size_t room = SUM_EXACT_PENDING_MAX - sum->pending;
        size_t batch = n - done < room ? n - done : room;
        size_t added = sum_exact_add_batch(sum->chunk, batch, value + done);
        sum->pending += (uint32_t)added;
        done += added;
        if (added < batch)
            break;
    }
    return done;
}

void patron_sum_exact_merge(patron_sum_exact *sum, const patron_sum_exact *other)
{
    patron_sum_exact_settle(sum);
    uint64_t carry = 0;
    for (int k = 0; k < SUM_EXACT_TOP; k++) {
        uint64_t value = other->chunk[k] + carry;
        carry = sum_exact_carry(value);
        sum->chunk[k] += value & UINT64_C(0xFFFFFFFF);
    }
    sum->chunk[SUM_EXACT_TOP] += other->chunk[SUM_EXACT_TOP] + carry;
    patron_sum_exact_settle(sum);
}

/* As many as a settled sum has, and a 0 that a window may reach into. */
enum { SUM_EXACT_DIGITS = SUM_EXACT_CHUNKS + 1 };

/* Settled digits of the sum's magnitude and a 0 behind them; whether it is negative. */
static int sum_exact_magnitude(const patron_sum_exact *sum, uint32_t *digit)
{
    uint64_t carry = 0;
    for (int k = 0; k < SUM_EXACT_TOP; k++) {
        uint64_t value = sum->chunk[k] + carry;
        carry = sum_exact_carry(value);
        digit[k] = (uint32_t)(value & UINT64_C(0xFFFFFFFF));
    }
    uint64_t top = sum->chunk[SUM_EXACT_TOP] + carry;
    digit[SUM_EXACT_TOP] = (uint32_t)(top & UINT64_C(0xFFFFFFFF));
    digit[SUM_EXACT_TOP + 1] = (uint32_t)(top >> 32);
    digit[SUM_EXACT_DIGITS] = 0;
    if (top >> 63 == 0)
        return 0;
    uint64_t one = 1;
    for (int k = 0; k <= SUM_EXACT_TOP + 1; k++) {
        uint64_t value = (uint64_t)(uint32_t)~digit[k] + one;
        digit[k] = (uint32_t)(value & UINT64_C(0xFFFFFFFF));
        one = value >> 32;
    }
    return 1;
}

/* Bits [from, from + 64) of a number in 32-bit digits; from is at least 53 bits before its end. */
static uint64_t sum_exact_window(const uint32_t *digit, int from)
{
    int k = from / 32;
    int shift = from % 32;
    uint64_t low = digit[k];
    uint64_t middle = digit[k + 1];
    uint64_t high = digit[k + 2];
    uint64_t word = (low | middle << 32) >> shift;
    return shift == 0 ? word : word | high << (64 - shift);
}

static int sum_exact_bit_length(const uint32_t *digit)
{
    int k = SUM_EXACT_DIGITS - 1;
    while (k >= 0 && digit[k] == 0)
        k--;
    if (k < 0)
        return 0;
    int length = 32 * k;
    for (uint32_t rest = digit[k]; rest != 0; rest >>= 1)
        length++;
    return length;
}

/* Whether the number has a bit below place. */
static int sum_exact_sticky(const uint32_t *digit, int place)
{
    for (int k = 0; k < place / 32; k++)
        if (digit[k] != 0)
            return 1;
    return (digit[place / 32] & ((UINT32_C(1) << (place % 32)) - 1)) != 0;
}

/*
 * A number of at most 53 bits is its own bit pattern, subnormal or not: the unit is the smallest
 * double. A longer one, cut to its 53 leading bits m at place s, has the pattern s 2^52 + m, and
 * rounding m up to 2^53 carries into the exponent as it should.
 */
int patron_sum_exact_round(const patron_sum_exact *sum, double *total)
{
    uint32_t digit[SUM_EXACT_DIGITS + 1];
    uint64_t negative = (uint64_t)sum_exact_magnitude(sum, digit);
    int length = sum_exact_bit_length(digit);
    uint64_t bits;
    if (length <= 53) {
        bits = sum_exact_window(digit, 0);
    } else {
        int place = length - 53;
        uint64_t mantissa = sum_exact_window(digit, place);
        uint64_t half = sum_exact_window(digit, place - 1) & 1;
        uint64_t up = half & ((mantissa & 1) | (uint64_t)sum_exact_sticky(digit, place - 1));
        bits = ((uint64_t)place << 52) + mantissa + up;
    }
    if (bits >= UINT64_C(0x7FF0000000000000))
        return 0;
    bits |= negative << 63;
    memcpy(total, &bits, sizeof bits);
    return 1;
}

int patron_sum_exact_split(const patron_sum_exact *sum, double *high, double *low)
{
    patron_sum_exact rest = *sum;
    if (!patron_sum_exact_round(sum, high))
        return 0;
    sum_exact_add(&rest, -*high);
    return patron_sum_exact_round(&rest, low);
}
