#include "till_record.h"
#include "till_bytes.h"

#include <string.h>

void till_record_encode(const till_record *record, uint64_t start, unsigned char *bytes)
{
    const int rekey = record->kind == TILL_REKEY;
    till_bytes_put32(bytes + 4, record->kind);
    till_bytes_put64(bytes + 8, record->sequence);
    till_bytes_put64(bytes + 16, start);
    till_bytes_put64(bytes + 24, record->receipt);
    till_bytes_put64(bytes + 32, record->customer);
    till_bytes_put64(bytes + 40, rekey ? record->new_customer : (uint64_t)record->amount);
    till_bytes_put64(bytes + 48, (uint64_t)record->margin);
    till_bytes_put32(bytes + 56, (uint32_t)record->day);
    till_bytes_put32(bytes + 60, 0);
    till_bytes_put32(bytes, till_bytes_check_sum(bytes + 4, TILL_RECORD_SIZE - 4));
}

int till_record_decode(const unsigned char *bytes, uint64_t start, uint64_t sequence,
                       till_record *record)
{
    memset(record, 0, sizeof *record);
    if (till_bytes_get32(bytes) != till_bytes_check_sum(bytes + 4, TILL_RECORD_SIZE - 4)) {
        return 0;
    }
    record->kind = till_bytes_get32(bytes + 4);
    record->sequence = till_bytes_get64(bytes + 8);
    record->receipt = till_bytes_get64(bytes + 24);
    record->customer = till_bytes_get64(bytes + 32);
    if (record->kind == TILL_REKEY) {
        record->new_customer = till_bytes_get64(bytes + 40);
    } else {
        record->amount = (int64_t)till_bytes_get64(bytes + 40);
    }
    record->margin = (int64_t)till_bytes_get64(bytes + 48);
    record->day = (int32_t)till_bytes_get32(bytes + 56);
    return record->sequence == sequence && till_bytes_get64(bytes + 16) == start &&
           record->kind >= TILL_RECEIPT && record->kind <= TILL_ERASE &&
           till_bytes_get32(bytes + 60) == 0;
}
