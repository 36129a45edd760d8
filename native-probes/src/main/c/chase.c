/*
 * Dependent loads: one random cycle through every cache line of an area, so that no prefetcher
 * knows the next address and each load waits for the one before. Shows caches, DRAM and page walks.
 */
#include "pages.h"

#include <stdlib.h>

#define LINE_BYTES 64
#define UNROLL 8

struct line {
    struct line *next;
    char rest[LINE_BYTES - sizeof(struct line *)];
};

struct chase {
    struct pages memory;
    int64_t lines;
    struct line *at;
};

/* Vigna's splitmix64; the seed is fixed, so the cycle is the same everywhere. */
static uint64_t random_below(uint64_t *state, uint64_t bound) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31)) % bound;
}

/* Sattolo's shuffle, in place: starts as every line its own successor and joins all into one cycle. */
static void link_cycle(struct line *lines, int64_t count) {
    uint64_t state = 1;
    for (int64_t i = 0; i < count; i++) {
        lines[i].next = &lines[i];
    }
    for (int64_t i = count - 1; i > 0; i--) {
        int64_t other = (int64_t)random_below(&state, (uint64_t)i);
        struct line *next = lines[i].next;
        lines[i].next = lines[other].next;
        lines[other].next = next;
    }
}

/* The length of the cycle that the first line is in. */
static int64_t cycle_length(const struct line *first) {
    int64_t length = 1;
    for (const struct line *l = first->next; l != first; l = l->next) {
        length++;
    }
    return length;
}

static int64_t chase_open(struct probe *p) {
    static const char *const page_sizes[] = {"4k", "huge", NULL};
    struct chase *s = calloc(1, sizeof *s);
    int64_t bytes, huge, rc;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    if ((rc = probe_i64(p, "bytes", 64 << 20, 4096, 1LL << 40, &bytes)) < 0 ||
        (rc = huge = probe_choice(p, "pages", page_sizes)) < 0 ||
        (rc = pages_map(p, &s->memory, (size_t)bytes, (int)huge)) < 0) {
        return rc;
    }
    s->lines = bytes / LINE_BYTES;
    s->at = (struct line *)(void *)s->memory.at;
    link_cycle(s->at, s->lines);
    int64_t length = cycle_length(s->at);
    if (length != s->lines) {
        return probe_fail(p, EIO, "the cycle visits %lld of %lld lines", (long long)length,
                          (long long)s->lines);
    }
    return 0;
}

/* Returns the index of the line reached; the next batch goes on from there. */
static int64_t chase_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct chase *s = p->state;
    struct line *at = s->at;
    (void)ns;
    int64_t i = 0;
    for (; i + UNROLL <= ops; i += UNROLL) {
        at = at->next->next->next->next->next->next->next->next;
    }
    for (; i < ops; i++) {
        at = at->next;
    }
    s->at = at;
    return at - (struct line *)(void *)s->memory.at;
}

static void chase_close(struct probe *p) {
    struct chase *s = p->state;
    if (s) {
        pages_unmap(&s->memory);
    }
    free(s);
}

static const struct probe_ops chase = {
    .name = "chase",
    .open = chase_open,
    .batch = chase_batch,
    .close = chase_close,
    .batch_only = 1,
};
PROBE(chase);
