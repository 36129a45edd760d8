/*
 * Facebook's ETC pool as a load: how long keys and values are, and how far requests lie apart
 * (Atikoglu et al., SIGMETRICS 2012, 5; the constants as mutilate 46015b2 has them). Everything is
 * drawn beforehand, with a seed: nothing is computed between two requests but an index.
 */
#ifndef TARE_ETC_LOAD_H
#define TARE_ETC_LOAD_H

#include "probe.h"

/* memcached takes no longer key. */
#define ETC_MOST_KEY 250
/* And no longer value, with its default slabs. */
#define ETC_MOST_VALUE (1000 << 10)
/* How many sizes and gaps are drawn; a power of two. */
#define ETC_DRAWN (1 << 16)

struct etc_load {
    int64_t keys;
    /* All keys behind one another, ETC_MOST_KEY bytes each. */
    char *key_text;
    uint8_t *key_bytes;
    uint32_t *value_bytes;
    /* Of 31 requests so many are updates, in the mean. */
    uint32_t updates;
    uint64_t random;
};

/* How far requests lie apart. */
struct etc_gaps {
    /* Of mean 1. */
    double *gaps;
    uint32_t next;
};

/* Reads seed. 0 or -errno. */
int64_t etc_gaps_open(struct probe *p, struct etc_gaps *gaps);
void etc_gaps_close(struct etc_gaps *gaps);

/* The next gap, of mean 1. */
static inline double etc_next_gap(struct etc_gaps *gaps) {
    return gaps->gaps[gaps->next++ & (ETC_DRAWN - 1)];
}

/*
 * Reads keys (20000), keyBytes and valueBytes (0: as ETC has them), mix (etc, reads, updates) and
 * seed. 0 or -errno.
 */
int64_t etc_load_open(struct probe *p, struct etc_load *load);
void etc_load_close(struct etc_load *load);

static inline const char *etc_key(const struct etc_load *load, int64_t key) {
    return load->key_text + key * ETC_MOST_KEY;
}

/* The next 64 random bits (splitmix64). */
static inline uint64_t etc_random(uint64_t *random) {
    uint64_t z = *random += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

#endif
