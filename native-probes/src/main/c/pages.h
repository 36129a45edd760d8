/* Anonymous memory of a chosen page size, as probes need it: base pages, or huge ones for certain. */
#ifndef TARE_PAGES_H
#define TARE_PAGES_H

#include "probe.h"

struct pages {
    /* The usable area: aligned to a page, a whole number of pages long. NULL: not mapped. */
    char *at;
    size_t bytes;
    /* The size of one page: 4 KiB (64 KiB on some aarch64 kernels), or a huge page. */
    size_t page;
    int huge;
    /* Huge pages out of the reserved pool (hugetlbfs); 0: transparent ones. */
    int hugetlb;
    /* The whole mapping, with the margins that keep the area's neighbours from merging with it. */
    char *mapping;
    size_t mapped;
};

/*
 * Maps at least bytes bytes. Base pages are never made huge. Huge pages are transparent ones, proved
 * by touching all and reading /proc/self/smaps, or else reserved ones; -ENOMEM with the remedy where
 * neither can be had. Huge pages are touched when this returns.
 */
int64_t pages_map(struct probe *p, struct pages *m, size_t bytes, int huge);

/* The size of the pages that pages_map() would give. */
size_t pages_size(int huge);

/* Replaces the area by a fresh mapping of which no page was touched. 0 or -errno. */
int64_t pages_renew(struct probe *p, struct pages *m);

/* After all pages were touched: are all of a huge area's pages huge? 0 or -ENOMEM with the reason. */
int64_t pages_prove(struct probe *p, const struct pages *m);

void pages_unmap(struct pages *m);

#endif
