/*
 * A track as bytes: behind the header the head's numbers in their order, then each sum as digits of 32
 * bits from the least, the last of 64.
 */
#include "../portability.h"
#include "track_state.h"

#include "../base/base_fault.h"
#include "../numeric/numeric_codec.h"

#include <string.h>

enum {
    TRACK_FORMAT_VERSION = 1,
    TRACK_DIGITS = SUM_EXACT_CHUNKS - 1,
    TRACK_SIDE_SIZE = 8 * 8 + 3 * 8,
    TRACK_HEAD_SIZE = 6 * 8 + 2 * 8 + 5 * 8 + 2 * TRACK_SIDE_SIZE,
    TRACK_SUM_SIZE = 4 * TRACK_DIGITS + 8,
    TRACK_ENCODED_SIZE = NUMERIC_CODEC_HEADER_SIZE + TRACK_HEAD_SIZE + TRACK_SUMS * TRACK_SUM_SIZE
};

static unsigned char *track_put_pair(unsigned char *at, numeric_pair pair)
{
    numeric_put_real(at, pair.high);
    numeric_put_real(at + 8, pair.low);
    return at + 16;
}

static unsigned char *track_put_side(unsigned char *at, const track_side *side)
{
    at = track_put_pair(at, side->now);
    at = track_put_pair(at, side->drift);
    at = track_put_pair(at, side->peak);
    at = track_put_pair(at, side->drift_peak);
    numeric_put_i64(at, side->drift_peak_at);
    numeric_put_i64(at + 8, side->signal_after);
    numeric_put_i64(at + 16, side->signal_by);
    return at + 24;
}

static unsigned char *track_put_head(unsigned char *at, const track_head *head)
{
    const double real[11] = {head->chart.target, head->chart.slack, head->chart.limit,
                             head->chart.weight, head->chart.sigma, head->chart.width,
                             head->earliest,     head->newest,      head->least,
                             head->greatest,     head->ewma};
    numeric_put_i64(at, head->first);
    numeric_put_i64(at + 8, head->next);
    at += 16;
    for (int k = 0; k < 11; k++, at += 8)
        numeric_put_real(at, real[k]);
    return track_put_side(track_put_side(at, &head->high), &head->low);
}

static unsigned char *track_put_sum(unsigned char *at, const patron_sum_exact *sum)
{
    patron_sum_exact settled = *sum;
    patron_sum_exact_settle(&settled);
    for (int k = 0; k < TRACK_DIGITS; k++, at += 4)
        numeric_put_u32(at, (uint32_t)settled.chunk[k]);
    numeric_put_u64(at, settled.chunk[TRACK_DIGITS]);
    return at + 8;
}

static numeric_pair track_get_pair(const unsigned char *at)
{
    return numeric_pair_make(numeric_get_real(at), numeric_get_real(at + 8));
}

static void track_get_side(const unsigned char *at, track_side *side)
{
    side->now = track_get_pair(at);
    side->drift = track_get_pair(at + 16);
    side->peak = track_get_pair(at + 32);
    side->drift_peak = track_get_pair(at + 48);
    side->drift_peak_at = numeric_get_i64(at + 64);
    side->signal_after = numeric_get_i64(at + 72);
    side->signal_by = numeric_get_i64(at + 80);
}

static void track_get_head(const unsigned char *at, track_head *head)
{
    double real[11];
    memset(head, 0, sizeof *head);
    head->first = numeric_get_i64(at);
    head->next = numeric_get_i64(at + 8);
    at += 16;
    for (int k = 0; k < 11; k++, at += 8)
        real[k] = numeric_get_real(at);
    memcpy(&head->chart, real, sizeof head->chart);
    head->earliest = real[6];
    head->newest = real[7];
    head->least = real[8];
    head->greatest = real[9];
    head->ewma = real[10];
    track_get_side(at, &head->high);
    track_get_side(at + TRACK_SIDE_SIZE, &head->low);
}

static void track_get_sum(const unsigned char *at, patron_sum_exact *sum)
{
    patron_sum_exact_init(sum);
    for (int k = 0; k < TRACK_DIGITS; k++, at += 4)
        sum->chunk[k] = numeric_get_u32(at);
    sum->chunk[TRACK_DIGITS] = numeric_get_u64(at);
}

/* Rounds one sum after the other: all four would not fit on a small stack. */
static int track_get_totals(const unsigned char *at, double *total)
{
    patron_sum_exact sum;
    int fits = 1;
    for (int k = 0; k < TRACK_SUMS; k++, at += TRACK_SUM_SIZE) {
        track_get_sum(at, &sum);
        fits = fits && patron_sum_exact_round(&sum, &total[k]);
    }
    return fits;
}

static int track_head_is_held(const unsigned char *at, const double *total)
{
    track_head head;
    track_get_head(at, &head);
    return patron_track_is_sound(&head, total);
}

/* A sum and the head are never on the stack together. */
static int track_is_held(const unsigned char *body)
{
    double total[TRACK_SUMS] = {0.0, 0.0, 0.0, 0.0};
    return track_get_totals(body + TRACK_HEAD_SIZE, total) && track_head_is_held(body, total);
}

size_t PATRON_CALL patron_track_encoded_size(void)
{
    return TRACK_ENCODED_SIZE;
}

int32_t PATRON_CALL patron_track_encode(const patron_track *track, size_t track_size, void *bytes,
                                        size_t bytes_size, patron_fault *fault)
{
    int32_t status = patron_track_check_whole(track, track_size, fault);
    if (status != PATRON_OK)
        return status;
    if (bytes == NULL)
        return patron_base_fault_null(fault, "bytes");
    if (bytes_size < TRACK_ENCODED_SIZE)
        return patron_base_fault_unsigned(fault, PATRON_E_SIZE, "bytes_size", -1, bytes_size,
                                          "at least patron_track_encoded_size()");
    unsigned char *at = (unsigned char *)bytes + NUMERIC_CODEC_HEADER_SIZE;
    at = track_put_head(at, &track->head);
    for (int k = 0; k < TRACK_SUMS; k++)
        at = track_put_sum(at, &track->sum[k]);
    patron_numeric_codec_seal((unsigned char *)bytes, TRACK_ENCODED_SIZE, NUMERIC_CODEC_TRACK,
                              TRACK_FORMAT_VERSION);
    return PATRON_OK;
}

/* The checksum guards against accidents only, so what was read is held to the bounds of a track. */
int32_t PATRON_CALL patron_track_decode(const void *bytes, size_t bytes_size, patron_track *track,
                                        size_t track_size, patron_fault *fault)
{
    uint32_t version;
    int32_t status =
        patron_numeric_codec_verify((const unsigned char *)bytes, bytes_size, NUMERIC_CODEC_TRACK,
                                    TRACK_FORMAT_VERSION, &version, fault);
    if (status == PATRON_OK)
        status = patron_track_check_block(track, track_size, fault);
    if (status != PATRON_OK)
        return status;
    const unsigned char *body = (const unsigned char *)bytes + NUMERIC_CODEC_HEADER_SIZE;
    if (bytes_size != TRACK_ENCODED_SIZE || !track_is_held(body))
        return patron_base_fault_plain(fault, PATRON_E_CORRUPT, "bytes", "an encoded track");
    patron_track_mark(track);
    track_get_head(body, &track->head);
    for (size_t k = 0; k < TRACK_SUMS; k++)
        track_get_sum(body + TRACK_HEAD_SIZE + k * TRACK_SUM_SIZE, &track->sum[k]);
    return PATRON_OK;
}
