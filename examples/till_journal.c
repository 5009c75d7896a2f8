#include "till_journal.h"
#include "till_bytes.h"

#include <string.h>

#define JOURNAL_MARK UINT64_C(0x4A204E4F52544150) /* "PATRON J" */

enum journal_version { JOURNAL_VERSION = 1 };

void till_journal_header(uint64_t start, uint64_t batch, unsigned char *bytes)
{
    memset(bytes, 0, TILL_JOURNAL_HEADER);
    till_bytes_put32(bytes + 4, JOURNAL_VERSION);
    till_bytes_put64(bytes + 8, JOURNAL_MARK);
    till_bytes_put64(bytes + 16, start);
    till_bytes_put64(bytes + 24, batch);
    till_bytes_put32(bytes, till_bytes_check_sum(bytes + 4, TILL_JOURNAL_HEADER - 4));
}

int till_journal_read(const unsigned char *bytes, size_t size, uint64_t start, till_journal *found)
{
    memset(found, 0, sizeof *found);
    if (size < TILL_JOURNAL_HEADER ||
        till_bytes_get32(bytes) != till_bytes_check_sum(bytes + 4, TILL_JOURNAL_HEADER - 4) ||
        till_bytes_get32(bytes + 4) != JOURNAL_VERSION ||
        till_bytes_get64(bytes + 8) != JOURNAL_MARK || till_bytes_get64(bytes + 16) != start) {
        return TILL_JOURNAL_DAMAGED;
    }
    found->batch = till_bytes_get64(bytes + 24);
    found->good_size = TILL_JOURNAL_HEADER;
    till_record record;
    while (
        size - found->good_size >= TILL_RECORD_SIZE &&
        till_record_decode(bytes + found->good_size, start, start + found->records + 1, &record)) {
        found->good_size += TILL_RECORD_SIZE;
        found->records++;
    }
    if (found->good_size == size) {
        return TILL_JOURNAL_WHOLE;
    }
    const uint64_t rest = (size - found->good_size + TILL_RECORD_SIZE - 1) / TILL_RECORD_SIZE;
    return rest <= found->batch ? TILL_JOURNAL_TORN : TILL_JOURNAL_DAMAGED;
}
