/* Base and huge pages: transparent huge pages first, then the reserved pool; proved, never assumed. */
#define _GNU_SOURCE
#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define THP "/sys/kernel/mm/transparent_hugepage/"
#define REMEDY                                                                                     \
    "set " THP "enabled to madvise, or reserve with sysctl vm.nr_hugepages=%zu (both on the host, " \
    "as root), or choose pages=4k"

/* The number that follows label in a file of lines "label number", or fallback. */
static int64_t number_in(const char *path, const char *label, int64_t fallback) {
    char line[256];
    int64_t found = fallback;
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, label, strlen(label)) == 0) {
            found = strtoll(line + strlen(label), NULL, 10);
            break;
        }
    }
    if (file) {
        fclose(file);
    }
    return found;
}

static size_t transparent_size(void) {
    return (size_t)number_in(THP "hpage_pmd_size", "", 0);
}

static size_t reserved_size(void) {
    return (size_t)number_in("/proc/meminfo", "Hugepagesize:", 0) * 1024;
}

size_t pages_size(int huge) {
    size_t size = huge ? transparent_size() : 0;
    if (huge && size == 0) {
        size = reserved_size();
    }
    return size ? size : (size_t)sysconf(_SC_PAGESIZE);
}

static int advice(const struct pages *m) {
    return m->huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE;
}

static void touch(const struct pages *m) {
    for (size_t at = 0; at < m->bytes; at += m->page) {
        *(volatile char *)(m->at + at) = 1;
    }
}

/* Maps an aligned area with a margin on both sides; the margins get no advice, so nothing merges. */
static int64_t map_aligned(struct probe *p, struct pages *m, size_t bytes, size_t page) {
    m->page = page;
    m->bytes = (bytes + page - 1) / page * page;
    m->mapped = m->bytes + 2 * page;
    m->mapping = mmap(NULL, m->mapped, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (m->mapping == MAP_FAILED) {
        int err = errno;
        m->mapping = NULL;
        return probe_fail(p, err, "no %zu bytes of memory: %s; choose fewer bytes", m->mapped,
                          strerror(err));
    }
    uintptr_t first = ((uintptr_t)m->mapping + page) / page * page;
    m->at = (char *)first;
    madvise(m->at, m->bytes, advice(m));
    return 0;
}

static int64_t map_reserved(struct probe *p, struct pages *m, size_t bytes) {
    size_t page = reserved_size();
    if (page == 0) {
        return probe_fail(p, ENOMEM, "this kernel has no huge pages; choose pages=4k");
    }
    *m = (struct pages){.huge = 1, .hugetlb = 1, .page = page};
    m->bytes = m->mapped = (bytes + page - 1) / page * page;
    m->mapping = mmap(NULL, m->mapped, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    if (m->mapping == MAP_FAILED) {
        m->mapping = NULL;
        return probe_fail(p, ENOMEM, "huge pages are absent, transparent and reserved (%zu needed); " REMEDY,
                          m->bytes / page, m->bytes / page);
    }
    m->at = m->mapping;
    touch(m);
    return 0;
}

int64_t pages_map(struct probe *p, struct pages *m, size_t bytes, int huge) {
    *m = (struct pages){.huge = huge};
    if (!huge) {
        return map_aligned(p, m, bytes, pages_size(0));
    }
    size_t page = transparent_size();
    if (page && map_aligned(p, m, bytes, page) == 0) {
        touch(m);
        if (pages_prove(p, m) == 0) {
            return 0;
        }
    }
    pages_unmap(m);
    return map_reserved(p, m, bytes);
}

int64_t pages_renew(struct probe *p, struct pages *m) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    flags |= m->hugetlb ? MAP_HUGETLB : MAP_NORESERVE;
    if (mmap(m->at, m->bytes, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED) {
        int err = errno;
        return probe_fail(p, err, "no fresh mapping of %zu bytes: %s", m->bytes, strerror(err));
    }
    if (!m->hugetlb) {
        madvise(m->at, m->bytes, advice(m));
    }
    return 0;
}

/* The AnonHugePages, in bytes, of the mapping that starts at an address; 0 where it is not found. */
static size_t huge_bytes(const char *at) {
    char line[512];
    int inside = 0;
    size_t huge = 0;
    FILE *file = fopen("/proc/self/smaps", "re");
    while (file && fgets(line, sizeof line, file)) {
        char *end;
        uintptr_t start = (uintptr_t)strtoull(line, &end, 16);
        if (*end == '-') {
            inside = start == (uintptr_t)at;
        } else if (inside && strncmp(line, "AnonHugePages:", 14) == 0) {
            huge = (size_t)strtoull(line + 14, NULL, 10) * 1024;
            break;
        }
    }
    if (file) {
        fclose(file);
    }
    return huge;
}

int64_t pages_prove(struct probe *p, const struct pages *m) {
    if (!m->huge || m->hugetlb) {
        return 0;
    }
    size_t huge = huge_bytes(m->at);
    if (huge < m->bytes) {
        return probe_fail(p, ENOMEM, "only %zu of %zu pages are huge; " REMEDY, huge / m->page,
                          m->bytes / m->page, m->bytes / m->page);
    }
    return 0;
}

void pages_unmap(struct pages *m) {
    if (m->mapping) {
        munmap(m->mapping, m->mapped);
    }
    m->mapping = m->at = NULL;
}
