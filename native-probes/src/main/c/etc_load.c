#include "etc_load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* get : update is 30 : 1. */
#define OF 31

/* P(value is i bytes long), i below 15; the rest is a generalised Pareto from 15 on. */
static const double SHORT[] = {.00536, .00047, .17820, .09239, .00018, .02740, .00065, .00606,
                               .00023, .00837, .00837, .08989, .00092, .00326, .01980};

/* Above 0 and below 1. */
static double uniform(uint64_t *random) {
    return ((double)(etc_random(random) >> 11) + .5) / 9007199254740992.0;
}

static double pareto(double u, double location, double scale, double shape) {
    return location + scale * (pow(u, -shape) - 1) / shape;
}

/* A generalised extreme value. */
static double key_size(double u) {
    return 30.7984 + 8.20449 * (pow(-log(u), -0.078688) - 1) / 0.078688;
}

static double value_size(double u) {
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++) {
        if (u < SHORT[i]) {
            return (double)i;
        }
        u -= SHORT[i];
    }
    /* What is left is uniform up to the share of the long ones. */
    return pareto(u / (1 - .44155), 15, 214.476, 0.348238);
}

static int64_t within(double size, int64_t least, int64_t most) {
    int64_t whole = size < (double)most ? (int64_t)size : most;
    return whole < least ? least : whole;
}

/* By the hash of its number, so that a key has the same length for every client. */
static int64_t key_bytes_of(int64_t key) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (int i = 0; i < 8; i++) {
        hash = (hash ^ (uint64_t)(key >> (8 * i) & 0xFF)) * 0x100000001B3u;
    }
    hash ^= hash >> 32;
    return (int64_t)key_size(((double)(hash >> 11) + .5) / 9007199254740992.0);
}

static void draw_keys(struct etc_load *load, int64_t asked) {
    char highest[24];
    int digits = snprintf(highest, sizeof highest, "%lld", (long long)load->keys - 1);
    for (int64_t i = 0; i < load->keys; i++) {
        int64_t bytes = asked ? asked : key_bytes_of(i);
        bytes = within((double)bytes, digits, ETC_MOST_KEY);
        char text[ETC_MOST_KEY + 1];
        snprintf(text, sizeof text, "%0*lld", (int)bytes, (long long)i);
        memcpy(load->key_text + i * ETC_MOST_KEY, text, (size_t)bytes);
        load->key_bytes[i] = (uint8_t)bytes;
    }
}

static void draw_sizes(struct etc_load *load, int64_t asked) {
    for (int i = 0; i < ETC_DRAWN; i++) {
        double size = asked ? (double)asked : value_size(uniform(&load->random));
        load->value_bytes[i] = (uint32_t)within(size, 0, ETC_MOST_VALUE);
    }
}

int64_t etc_gaps_open(struct probe *p, struct etc_gaps *gaps) {
    int64_t seed;
    double sum = 0;
    int64_t rc = probe_i64(p, "seed", 1, 0, INT64_MAX, &seed);
    gaps->gaps = malloc(ETC_DRAWN * sizeof *gaps->gaps);
    if (rc < 0 || !gaps->gaps) {
        return rc < 0 ? rc : -ENOMEM;
    }
    uint64_t random = (uint64_t)seed ^ 0x6A09E667F3BCC908u;
    for (int i = 0; i < ETC_DRAWN; i++) {
        gaps->gaps[i] = pareto(uniform(&random), 0, 1, 0.154971);
        sum += gaps->gaps[i];
    }
    for (int i = 0; i < ETC_DRAWN; i++) {
        gaps->gaps[i] *= ETC_DRAWN / sum;
    }
    return 0;
}

void etc_gaps_close(struct etc_gaps *gaps) {
    free(gaps->gaps);
}

int64_t etc_load_open(struct probe *p, struct etc_load *load) {
    static const char *const mixes[] = {"etc", "reads", "updates", NULL};
    static const uint32_t updates[] = {1, 0, OF};
    int64_t key_bytes;
    int64_t value_bytes;
    int64_t seed;
    int64_t mix = probe_choice(p, "mix", mixes);
    int64_t rc = probe_i64(p, "keys", 20000, 1, 10000000, &load->keys);
    rc = rc < 0 ? rc : probe_i64(p, "keyBytes", 0, 0, ETC_MOST_KEY, &key_bytes);
    rc = rc < 0 ? rc : probe_i64(p, "valueBytes", 0, 0, ETC_MOST_VALUE, &value_bytes);
    rc = rc < 0 ? rc : probe_i64(p, "seed", 1, 0, INT64_MAX, &seed);
    rc = mix < 0 ? mix : rc;
    if (rc < 0) {
        return rc;
    }
    load->updates = updates[mix];
    load->random = (uint64_t)seed;
    load->key_text = malloc((size_t)load->keys * ETC_MOST_KEY);
    load->key_bytes = malloc((size_t)load->keys);
    load->value_bytes = malloc(ETC_DRAWN * sizeof *load->value_bytes);
    if (!load->key_text || !load->key_bytes || !load->value_bytes) {
        return probe_fail(p, ENOMEM, "no memory for %lld keys", (long long)load->keys);
    }
    draw_keys(load, key_bytes);
    draw_sizes(load, value_bytes);
    return 0;
}

void etc_load_close(struct etc_load *load) {
    free(load->key_text);
    free(load->key_bytes);
    free(load->value_bytes);
}
