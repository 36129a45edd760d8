/*
 * Allocates in pieces of 1 MiB, as malloc gets its large blocks (mmap), writes into each page, and
 * keeps them all until the limit is reached; then gives all back and starts again.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <sys/mman.h>
#include <unistd.h>

#define PIECE (1LL << 20)
#define MARGIN_BYTES (16LL << 20)

struct malloc_bomb {
    int64_t bytes;
};

/* A piece begins with the address of the one before it. */
static void give_back(char *last) {
    while (last) {
        char *before = *(char **)(void *)last;
        munmap(last, PIECE);
        last = before;
    }
}

static int64_t malloc_explode(struct bomb *b) {
    const struct malloc_bomb *m = b->kind;
    const long page = sysconf(_SC_PAGESIZE);
    char *last = NULL;
    int64_t held = 0;
    while (!bomb_over(b)) {
        char *piece = MAP_FAILED;
        if (b->inner_broken || held + PIECE <= m->bytes) {
            piece = mmap(NULL, PIECE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            bomb_add(&b->refused, piece == MAP_FAILED);
        }
        if (piece == MAP_FAILED) {
            give_back(last);
            last = NULL;
            held = 0;
            continue;
        }
        for (long at = 0; at < PIECE; at += page) {
            /* No two pages alike: page sharing finds nothing to merge. */
            *(volatile uintptr_t *)(void *)(piece + at + sizeof(char *)) = (uintptr_t)(piece + at);
        }
        *(char **)(void *)piece = last;
        last = piece;
        held += PIECE;
        bomb_add(&b->done, PIECE);
        b->peak = held > b->peak ? held : b->peak;
    }
    give_back(last);
    return 0;
}

static int64_t malloc_open(struct probe *p) {
    int64_t rc = bomb_open(p, sizeof(struct malloc_bomb));
    if (rc < 0) {
        return rc;
    }
    struct bomb *b = p->state;
    struct malloc_bomb *m = b->kind;
    rc = probe_i64(p, "bytes", 256LL << 20, PIECE, 1LL << 40, &m->bytes);
    if (rc < 0) {
        return rc;
    }
    b->explode = malloc_explode;
    b->limits.processes = 1;
    b->limits.memory_bytes = m->bytes + MARGIN_BYTES;
    return bomb_bound(p);
}

static const struct probe_ops bomb_malloc_probe = {
    .name = "bomb-malloc",
    .open = malloc_open,
    .batch = bomb_batch,
    .counter = bomb_counter,
    .close = bomb_close,
    .batch_only = 1,
};
PROBE(bomb_malloc_probe);
