/*
 * The first touch of a page of a fresh mapping. When the mapping is used up it is replaced; a batch
 * of no operations replaces it at once, so that a caller can keep that out of the timed region.
 */
#define _GNU_SOURCE
#include "pages.h"

#include <stdlib.h>
#include <sys/resource.h>

#define MOST_PAGES 64
#define MOST_BYTES (128U << 20)

struct page_fault {
    struct pages memory;
    size_t count;
    size_t touched;
    /* The thread's minor faults when the mapping was made. */
    int64_t faults_before;
};

static int64_t minor_faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

/* A kernel that counts faults has counted some long before a process comes here; gVisor's has none. */
static int counts_faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt > 0;
}

static int64_t renew(struct probe *p, struct page_fault *s) {
    int64_t faults = minor_faults() - s->faults_before;
    if (faults < (int64_t)s->touched && counts_faults()) {
        return probe_fail(p, EIO, "%zu first touches made only %lld page faults", s->touched,
                          (long long)faults);
    }
    int64_t rc = s->touched == s->count ? pages_prove(p, &s->memory) : 0;
    if (rc == 0) {
        rc = pages_renew(p, &s->memory);
    }
    s->touched = 0;
    s->faults_before = minor_faults();
    return rc;
}

static int64_t page_fault_open(struct probe *p) {
    static const char *const page_sizes[] = {"4k", "huge", NULL};
    struct page_fault *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t huge = probe_choice(p, "pages", page_sizes);
    if (huge < 0) {
        return huge;
    }
    size_t bytes = pages_size((int)huge) * MOST_PAGES;
    int64_t rc = pages_map(p, &s->memory, bytes < MOST_BYTES ? bytes : MOST_BYTES, (int)huge);
    if (rc < 0) {
        return rc;
    }
    s->count = s->memory.bytes / s->memory.page;
    return renew(p, s);
}

/* Returns how many pages were touched. */
static int64_t page_fault_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct page_fault *s = p->state;
    int64_t rc = ops == 0 ? renew(p, s) : 0;
    for (int64_t i = 0; i < ops && rc == 0; i++) {
        if (s->touched == s->count && (rc = renew(p, s)) < 0) {
            break;
        }
        volatile char *page = s->memory.at + s->touched * s->memory.page;
        int64_t start = ns ? probe_now_ns() : 0;
        *page = 1;
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
        s->touched++;
    }
    return rc < 0 ? rc : ops;
}

static void page_fault_close(struct probe *p) {
    struct page_fault *s = p->state;
    if (s) {
        pages_unmap(&s->memory);
    }
    free(s);
}

static const struct probe_ops page_fault = {
    .name = "page-fault",
    .open = page_fault_open,
    .batch = page_fault_batch,
    .close = page_fault_close,
};
PROBE(page_fault);
