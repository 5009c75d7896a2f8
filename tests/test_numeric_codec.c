/*
 * Encoded states: bytes in one order, and a header that finds what went wrong on the way.
 */
#include "../src/portability.h"
#include "../src/numeric/numeric_codec.h"
#include "test_numeric.h"

static void seal_random(unsigned char *bytes, size_t length)
{
    support_random state = support_random_from(length);
    for (size_t i = 0; i < length; ++i)
        bytes[i] = (unsigned char)(support_random_bits(&state) & 0xFF);
    patron_numeric_codec_seal(bytes, length, NUMERIC_CODEC_LEDGER, 3);
}

static int32_t verify(const unsigned char *bytes, size_t size)
{
    uint32_t version = 0;
    patron_fault fault;
    return patron_numeric_codec_verify(bytes, size, NUMERIC_CODEC_LEDGER, 3, &version, &fault);
}

static void numbers_are_little_endian_on_every_machine(void **state)
{
    (void)state;
    unsigned char bytes[8];
    numeric_put_u32(bytes, UINT32_C(0x01020304));
    assert_memory_equal(bytes, "\x04\x03\x02\x01", 4);
    assert_true(numeric_get_u32(bytes) == UINT32_C(0x01020304));
    numeric_put_u64(bytes, UINT64_C(0x0102030405060708));
    assert_memory_equal(bytes, "\x08\x07\x06\x05\x04\x03\x02\x01", 8);
    assert_true(numeric_get_u64(bytes) == UINT64_C(0x0102030405060708));
    numeric_put_i32(bytes, -2);
    assert_memory_equal(bytes, "\xFE\xFF\xFF\xFF", 4);
    assert_true(numeric_get_i32(bytes) == -2);
    numeric_put_i64(bytes, INT64_MIN);
    assert_memory_equal(bytes, "\0\0\0\0\0\0\0\x80", 8);
    assert_true(numeric_get_i64(bytes) == INT64_MIN);
    numeric_put_real(bytes, -1.5); /* IEEE 754: 0xBFF8000000000000 */
    assert_memory_equal(bytes, "\0\0\0\0\0\0\xF8\xBF", 8);
    assert_true(numeric_get_real(bytes) == -1.5);
}

static void a_sealed_state_reads_back(void **state)
{
    (void)state;
    for (size_t length = 32; length < 100; ++length) {
        test_block block = test_block_make(length, 0);
        seal_random(block.bytes, length);
        assert_memory_equal(block.bytes, "PATRON\r\n\x02\0\0\0\x03\0\0\0", 16);
        assert_true(numeric_get_u64(block.bytes + 16) == length);
        assert_int_equal(verify(block.bytes, length), PATRON_OK);
        assert_true(test_block_close(block));
    }
}

static void every_flipped_bit_is_found(void **state)
{
    (void)state;
    for (size_t length = 32; length < 90; length += 7) {
        unsigned char bytes[96];
        seal_random(bytes, length);
        for (size_t bit = 0; bit < 8 * length; ++bit) {
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
            int32_t status = verify(bytes, length);
            assert_true(status == PATRON_E_CORRUPT ||
                        (status == PATRON_E_SIZE && bit / 8 >= 16 && bit / 8 < 24));
            bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
        assert_int_equal(verify(bytes, length), PATRON_OK);
    }
}

static void any_change_within_one_word_is_found(void **state)
{
    (void)state;
    support_random random = support_random_from(5);
    unsigned char bytes[72];
    unsigned char whole[72];
    seal_random(whole, sizeof whole);
    for (uint32_t i = 0; i < support_rows(200000, 5000); ++i) {
        size_t word = support_random_bits(&random) % 9;
        uint64_t change = support_random_bits(&random) >> support_random_bits(&random) % 64;
        memcpy(bytes, whole, sizeof bytes);
        numeric_put_u64(bytes + 8 * word, numeric_get_u64(bytes + 8 * word) ^ change);
        assert_true((verify(bytes, sizeof bytes) == PATRON_OK) == (change == 0));
    }
}

static void swapped_words_are_found(void **state)
{
    (void)state;
    unsigned char bytes[72];
    unsigned char word[8];
    seal_random(bytes, sizeof bytes);
    memcpy(word, bytes + 40, 8);
    memcpy(bytes + 40, bytes + 56, 8);
    memcpy(bytes + 56, word, 8);
    assert_int_equal(verify(bytes, sizeof bytes), PATRON_E_CORRUPT);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    unsigned char bytes[64];
    uint32_t version = 77;
    patron_fault fault;
    seal_random(bytes, sizeof bytes);
    assert_int_equal(patron_numeric_codec_verify(NULL, 64, 2, 3, &version, &fault), PATRON_E_NULL);
    assert_string_equal(fault.argument, "bytes");
    assert_int_equal(patron_numeric_codec_verify(bytes, 31, 2, 3, &version, &fault), PATRON_E_SIZE);
    assert_string_equal(fault.argument, "bytes_size");
    assert_true(fault.whole == 31);
    assert_int_equal(patron_numeric_codec_verify(bytes, 63, 2, 3, &version, &fault), PATRON_E_SIZE);
    assert_int_equal(patron_numeric_codec_verify(bytes, 64, 1, 3, &version, &fault),
                     PATRON_E_CORRUPT);
    assert_string_equal(fault.argument, "bytes");
    assert_int_equal(patron_numeric_codec_verify(bytes, 64, 2, 2, &version, &fault),
                     PATRON_E_FORMAT);
    assert_true(fault.whole == 3 && version == 77);
    assert_int_equal(patron_numeric_codec_verify(bytes, 64, 2, 3, &version, NULL), PATRON_OK);
    assert_true(version == 3);
    patron_numeric_codec_seal(bytes, 48, 2, 3);
    assert_int_equal(patron_numeric_codec_verify(bytes, 64, 2, 3, &version, &fault),
                     PATRON_E_CORRUPT);
    patron_numeric_codec_seal(bytes, 64, 2, 0);
    assert_int_equal(patron_numeric_codec_verify(bytes, 64, 2, 3, &version, &fault),
                     PATRON_E_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_little_endian_on_every_machine),
        cmocka_unit_test(a_sealed_state_reads_back),
        cmocka_unit_test(every_flipped_bit_is_found),
        cmocka_unit_test(any_change_within_one_word_is_found),
        cmocka_unit_test(swapped_words_are_found),
        cmocka_unit_test(what_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
