/*
 * patron/ledger.h - the histories of many customers, in one block of the caller's memory.
 *
 * A ledger knows its customers by opaque 64-bit ids (the host maps names and cards to numbers: no
 * personal data enters) and numbers them 0, 1, 2, ... in order of first appearance. A number never
 * changes but by patron_ledger_remove and patron_ledger_rekey, which say what moved: columns of the
 * host's own (consent, tier, name) run parallel to the rows.
 *
 * The block has no pointers. Copy it, write it out and map it back on a machine of the same byte
 * order and API major, and call patron_ledger_check first. To move it between machines, encode it:
 * encoded, the customers stand in ascending id, so that ledgers of the same receipts split by
 * customer and merged in any order, or split by contiguous ranges of days and merged neighbor to
 * neighbor, give the same bytes as one ledger of the whole. Any other split conserves all money and
 * gives valid bounds for purchase days.
 *
 * Any number of threads may read a ledger at a time; one may write. No function reads outside the
 * block or loops for ever, whatever its bytes are. A block that starts at a multiple of 64 is faster.
 */
#ifndef PATRON_LEDGER_H
#define PATRON_LEDGER_H

#include <patron/history.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct patron_ledger patron_ledger; /* incomplete: a state in the caller's memory */

/*
 * Bytes of a ledger of up to capacity customers; SIZE_MAX where there is no such number. 96 bytes a
 * customer and some 200; never less for more.
 *
 * @param capacity  in  customers, in [0, 2147483646]
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_ledger_size(uint32_t capacity);

/*
 * Makes a block of memory a ledger without customers.
 *
 * @param ledger       out  the block, 8-byte aligned
 * @param ledger_size  in   bytes of the block
 * @param capacity     in   customers it can hold, in [0, 2147483646]
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN  ledger is not a multiple of 8
 * @fault PATRON_E_RANGE  capacity too large
 * @fault PATRON_E_SIZE   ledger_size is below patron_ledger_size(capacity)
 * @cost O(capacity), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_init(patron_ledger *ledger, size_t ledger_size,
                                                  uint32_t capacity, patron_fault *fault);

/*
 * Whether a block, say one just mapped, is a ledger in order: every customer is found, every row
 * has one customer and a possible history, nothing lies behind the last row.
 *
 * @param ledger       in  8-byte aligned
 * @param ledger_size  in  bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it is not a ledger in order
 * @cost O(capacity) expected, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_check(const patron_ledger *ledger, size_t ledger_size,
                                                   patron_fault *fault);

/*
 * How many customers there are, and could be.
 *
 * @param ledger       in           8-byte aligned
 * @param ledger_size  in           bytes of the block
 * @param count        out          customers
 * @param capacity     out or NULL  customers it can hold
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it does not begin as a ledger does
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_count(const patron_ledger *ledger, size_t ledger_size,
                                                   uint32_t *count, uint32_t *capacity,
                                                   patron_fault *fault);

/*
 * Adds a receipt, and the customer where this is the first. On a fault the ledger is as it was.
 *
 * @param ledger       inout        8-byte aligned
 * @param ledger_size  in           bytes of the block
 * @param customer     in           opaque id, any
 * @param day          in           days since 1970-01-01, any
 * @param amount       in           minor units, any; negative is a refund
 * @param margin       in           minor units, any; 0 where it is not known
 * @param row          out or NULL  the customer's row
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN     ledger is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT   it is not a ledger
 * @fault PATRON_E_FULL      a new customer and no room; the value is the customer
 * @fault PATRON_E_OVERFLOW  a sum of money leaves int64_t, or too many receipts
 * @cost O(1) expected, no scratch; two cache misses
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_add(patron_ledger *ledger, size_t ledger_size,
                                                 uint64_t customer, int32_t day, int64_t amount,
                                                 int64_t margin, uint32_t *row,
                                                 patron_fault *fault);

/*
 * Adds n receipts, in their order, as n calls of patron_ledger_add would. On a fault exactly the
 * receipts before the faulty one have been added: mend, and go on from there.
 *
 * @param ledger       inout            8-byte aligned
 * @param ledger_size  in               bytes of the block
 * @param n            in
 * @param customer     in [n]           opaque id, any
 * @param day          in [n]           days since 1970-01-01, any
 * @param amount       in [n]           minor units, any; negative is a refund
 * @param margin       in [n] or NULL   minor units, any; NULL: 0 for every receipt
 * @param row          out [n] or NULL  the customers' rows
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN     ledger is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT   it is not a ledger
 * @fault PATRON_E_FULL      a new customer and no room; the value is the customer
 * @fault PATRON_E_OVERFLOW  a sum of money leaves int64_t, or too many receipts
 * @cost O(n) expected, no scratch; row-wise; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_add_many(patron_ledger *ledger, size_t ledger_size,
                                                      size_t n, const uint64_t *customer,
                                                      const int32_t *day, const int64_t *amount,
                                                      const int64_t *margin, uint32_t *row,
                                                      patron_fault *fault);

/*
 * Looks a customer up. One who is not there is no fault: row is then PATRON_NONE and history all
 * zero.
 *
 * @param ledger       in           8-byte aligned
 * @param ledger_size  in           bytes of the block
 * @param customer     in           opaque id, any
 * @param row          out          the customer's row, or PATRON_NONE
 * @param history      out or NULL  the customer's history
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it is not a ledger
 * @cost O(1) expected, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_find(const patron_ledger *ledger, size_t ledger_size,
                                                  uint64_t customer, uint32_t *row,
                                                  patron_history *history, patron_fault *fault);

/*
 * The customer of a row.
 *
 * @param ledger       in           8-byte aligned
 * @param ledger_size  in           bytes of the block
 * @param row          in           < the count of customers
 * @param customer     out or NULL  the customer's id
 * @param history      out or NULL  the customer's history
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it does not begin as a ledger does
 * @fault PATRON_E_RANGE    no such row
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_get(const patron_ledger *ledger, size_t ledger_size,
                                                 uint32_t row, uint64_t *customer,
                                                 patron_history *history, patron_fault *fault);

/*
 * The customers of n rows from first on, as columns.
 *
 * @param ledger       in               8-byte aligned
 * @param ledger_size  in               bytes of the block
 * @param first        in               first row; first + n is at most the count of customers
 * @param n            in
 * @param customer     out [n] or NULL  ids
 * @param history      out [n] or NULL  histories
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it does not begin as a ledger does
 * @fault PATRON_E_RANGE    rows past the last customer; the argument is "n"
 * @cost O(n), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_rows(const patron_ledger *ledger, size_t ledger_size,
                                                  uint32_t first, size_t n, uint64_t *customer,
                                                  patron_history *history, patron_fault *fault);

/*
 * Adds to a ledger all that another one holds. Customers new to it get the next rows, in the order
 * of the other's rows. Everything is checked first: on a fault the ledger is as it was.
 *
 * @param ledger       inout  8-byte aligned
 * @param ledger_size  in     bytes of the block
 * @param other        in     8-byte aligned; not the same block
 * @param other_size   in     bytes of the other block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN     a block is not at a multiple of 8
 * @fault PATRON_E_SIZE      a block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT   a block is not a ledger
 * @fault PATRON_E_RANGE     other is the same block as ledger
 * @fault PATRON_E_FULL      not enough room; the argument is "ledger", the value the capacity that
 *                           would do
 * @fault PATRON_E_OVERFLOW  a customer's sums leave their types; the row is the one in other
 * @cost O(customers of other) expected, no scratch; mergeable
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_merge(patron_ledger *ledger, size_t ledger_size,
                                                   const patron_ledger *other, size_t other_size,
                                                   patron_fault *fault);

/*
 * Erases a customer. The row and all traces of it in the block are wiped; the last row moves into
 * the hole. The ledger then encodes as if the customer had never been there.
 *
 * @param ledger       inout        8-byte aligned
 * @param ledger_size  in           bytes of the block
 * @param customer     in           opaque id, any
 * @param hole         out or NULL  the row the customer had, now another's unless it was the last
 * @param moved        out or NULL  the row that moved into the hole; PATRON_NONE where none had to
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it is not a ledger
 * @fault PATRON_E_UNKNOWN  no such customer
 * @cost O(1) expected, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_remove(patron_ledger *ledger, size_t ledger_size,
                                                    uint64_t customer, uint32_t *hole,
                                                    uint32_t *moved, patron_fault *fault);

/*
 * Gives a customer another id. Where that id is a customer already (two cards of one household),
 * the histories are merged into that one's row, and the first one's row is removed as by
 * patron_ledger_remove. On a fault the ledger is as it was.
 *
 * @param ledger        inout        8-byte aligned
 * @param ledger_size   in           bytes of the block
 * @param customer      in           opaque id, any
 * @param new_customer  in           opaque id, any; the same id changes nothing
 * @param row           out or NULL  the row of new_customer, after any move
 * @param hole          out or NULL  the row that was removed; PATRON_NONE where none was
 * @param moved         out or NULL  the row that moved into the hole; PATRON_NONE where none had to
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN     ledger is not a multiple of 8
 * @fault PATRON_E_SIZE      the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT   it is not a ledger
 * @fault PATRON_E_UNKNOWN   no such customer
 * @fault PATRON_E_OVERFLOW  the sums of the two leave their types
 * @cost O(1) expected, no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_rekey(patron_ledger *ledger, size_t ledger_size,
                                                   uint64_t customer, uint64_t new_customer,
                                                   uint32_t *row, uint32_t *hole, uint32_t *moved,
                                                   patron_fault *fault);

/*
 * Copies a ledger into a block with another capacity, rows and all; the old one is left as it is.
 *
 * @param ledger       in   8-byte aligned
 * @param ledger_size  in   bytes of the block
 * @param capacity     in   customers the new one can hold: at least the count, in [0, 2147483646]
 * @param grown        out  the new block, 8-byte aligned
 * @param grown_size   in   bytes of the new block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    a block is not at a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  the old block is not a ledger
 * @fault PATRON_E_RANGE    capacity too large, or below the count of customers; grown is the same block
 * @cost O(capacity), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_grow(const patron_ledger *ledger, size_t ledger_size,
                                                  uint32_t capacity, patron_ledger *grown,
                                                  size_t grown_size, patron_fault *fault);

/*
 * Bytes of the ledger encoded.
 *
 * @param ledger        in   8-byte aligned
 * @param ledger_size   in   bytes of the block
 * @param encoded_size  out  bytes
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     the block is smaller than the ledger in it
 * @fault PATRON_E_CORRUPT  it does not begin as a ledger does
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_encoded_size(const patron_ledger *ledger,
                                                          size_t ledger_size,
                                                          uint64_t *encoded_size,
                                                          patron_fault *fault);

/*
 * Bytes of scratch for patron_ledger_encode; SIZE_MAX where there is no such number.
 *
 * @param count  in  customers in the ledger
 * @cost O(1)
 * @since 0.1
 */
PATRON_API size_t PATRON_CALL patron_ledger_encode_scratch_size(uint32_t count);

/*
 * Writes a ledger as bytes that every machine and every later version of the library reads.
 *
 * @param ledger        in                8-byte aligned
 * @param ledger_size   in                bytes of the block
 * @param scratch       scratch
 * @param scratch_size  in                bytes
 * @param bytes         out [bytes_size]  the first encoded_size are written
 * @param bytes_size    in                at least what patron_ledger_encoded_size says
 * @param fault         out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     a block is too small
 * @fault PATRON_E_CORRUPT  it is not a ledger
 * @fault PATRON_E_SCRATCH  scratch_size below patron_ledger_encode_scratch_size(count)
 * @cost O(customers log customers) time
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_encode(const patron_ledger *ledger, size_t ledger_size,
                                                    void *scratch, size_t scratch_size, void *bytes,
                                                    size_t bytes_size, patron_fault *fault);

/*
 * How many customers encoded bytes hold, so that a block of the right size can be made. Only the
 * 32 bytes of the header and the length are looked at.
 *
 * @param bytes       in [bytes_size]  what patron_ledger_encode wrote
 * @param bytes_size  in               bytes
 * @param count       out              customers
 * @param fault       out or NULL
 * @fault PATRON_E_SIZE     bytes_size is below what was encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded ledger
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(1), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_encoded_count(const void *bytes, size_t bytes_size,
                                                           uint32_t *count, patron_fault *fault);

/*
 * Makes a block the ledger that the bytes hold, with the customers in ascending id as rows. Any
 * corruption of the bytes is a fault, and the block is then untouched.
 *
 * @param bytes        in [bytes_size]  what patron_ledger_encode wrote
 * @param bytes_size   in               bytes
 * @param capacity     in               customers it can hold: at least those encoded, in [0, 2147483646]
 * @param ledger       out              the block, 8-byte aligned
 * @param ledger_size  in               bytes of the block
 * @param fault        out or NULL
 * @fault PATRON_E_ALIGN    ledger is not a multiple of 8
 * @fault PATRON_E_SIZE     ledger_size is below patron_ledger_size(capacity), or bytes_size
 *                          below what was encoded
 * @fault PATRON_E_RANGE    capacity too large, or below the number of customers encoded
 * @fault PATRON_E_CORRUPT  bytes that are not an encoded ledger
 * @fault PATRON_E_FORMAT   a format version newer than this library
 * @cost O(bytes_size + capacity), no scratch
 * @since 0.1
 */
PATRON_API int32_t PATRON_CALL patron_ledger_decode(const void *bytes, size_t bytes_size,
                                                    uint32_t capacity, patron_ledger *ledger,
                                                    size_t ledger_size, patron_fault *fault);

#ifdef __cplusplus
}
#endif
#endif
