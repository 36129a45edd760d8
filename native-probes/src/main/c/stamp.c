/* Marks blocks with their own number and finds those that carry another. */
#include "stamp.h"

#include <string.h>

#define MAGIC UINT64_C(0x54415245424c4f4b)

void stamp_fill(unsigned char *buffer, int64_t bytes, uint64_t seed) {
    uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (int64_t i = 0; i < bytes; i += 8) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        memcpy(buffer + i, &x, 8);
    }
}

static void stamp(unsigned char *at, int64_t block) {
    uint64_t words[2] = {MAGIC, (uint64_t)block};
    memcpy(at, words, sizeof words);
}

void stamp_blocks(unsigned char *buffer, int64_t bytes, int64_t block) {
    for (int64_t at = 0; at < bytes; at += STAMPED_BLOCK) {
        stamp(buffer + at, block++);
    }
}

int64_t stamp_mismatch(const unsigned char *buffer, int64_t bytes, int64_t block) {
    for (int64_t at = 0; at < bytes; at += STAMPED_BLOCK, block++) {
        uint64_t words[2];
        memcpy(words, buffer + at, sizeof words);
        if (words[0] != MAGIC || words[1] != (uint64_t)block) {
            return block;
        }
    }
    return -1;
}
