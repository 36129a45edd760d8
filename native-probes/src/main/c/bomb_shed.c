/*
 * Makes a fork of a large process small: unmaps what its few functions will not use. Works on the
 * text of /proc/self/maps in place: nothing may be allocated here.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
/* The sanitizer's own memory has no name either. */
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define KEEP_MEMORY 1
#else
#define KEEP_MEMORY 0
#endif

static uintptr_t hex(const char **at) {
    uintptr_t value = 0;
    for (;; (*at)++) {
        char c = **at;
        if (c >= '0' && c <= '9') {
            value = value * 16 + (uintptr_t)(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            value = value * 16 + (uintptr_t)(c - 'a' + 10);
        } else {
            return value;
        }
    }
}

/* One line of /proc/self/maps. */
struct mapping {
    uintptr_t start, end;
    /* Ends with the line; of unnamed memory it is "\n". */
    const char *name;
};

static const char *next_mapping(const char *line, struct mapping *m) {
    const char *end = strchr(line, '\n');
    if (!end) {
        return NULL;
    }
    m->start = hex(&line);
    line++;
    m->end = hex(&line);
    for (int field = 1; field < 5; field++) {
        line += strspn(line, " ");
        line += strcspn(line, " \n");
    }
    m->name = line + strspn(line, " ");
    return end + 1;
}

static int same_name(const char *one, const char *other) {
    size_t n = strcspn(one, "\n");
    return n == strcspn(other, "\n") && strncmp(one, other, n) == 0;
}

static int holds(const struct mapping *m, const uintptr_t *addresses, int count) {
    for (int i = 0; i < count; i++) {
        if (m->start <= addresses[i] && addresses[i] < m->end) {
            return i + 1;
        }
    }
    return 0;
}

/* /proc/self/maps, as much of it as there is room for, ended by 0. */
static void read_maps(char *into) {
    int fd = open("/proc/self/maps", O_RDONLY);
    size_t used = 0;
    ssize_t got;
    while (fd >= 0 && used < BOMB_SCRATCH - 1 && (got = read(fd, into + used, BOMB_SCRATCH - 1 - used)) > 0) {
        used += (size_t)got;
    }
    into[used] = 0;
    close(fd);
}

void bomb_shed(char *scratch) {
    /* What runs from here on: this library, the C library, where older ones keep write, the loader. */
    const uintptr_t code[] = {(uintptr_t)&bomb_shed, (uintptr_t)&syscall, (uintptr_t)&write,
                              (uintptr_t)getauxval(AT_BASE)};
    /* The stack, thread-local memory, which is the stack's neighbour or not, and what is shared. */
    const uintptr_t data[] = {(uintptr_t)__builtin_frame_address(0), (uintptr_t)&errno,
                              (uintptr_t)scratch};
    const char *files[4] = {"", "", "", ""};
    struct mapping m;
    if (KEEP_MEMORY) {
        return;
    }
    read_maps(scratch);
    for (const char *at = scratch; (at = next_mapping(at, &m));) {
        int which = holds(&m, code, 4);
        if (which) {
            files[which - 1] = m.name;
        }
    }
    uintptr_t kept_end = 0;
    for (const char *at = scratch; (at = next_mapping(at, &m));) {
        int unnamed = *m.name == '\n';
        int kept = !unnamed && (same_name(m.name, files[0]) || same_name(m.name, files[1]) ||
                                same_name(m.name, files[2]) || same_name(m.name, files[3]));
        int kernels = strncmp(m.name, "[v", 2) == 0 || strncmp(m.name, "[stack", 6) == 0;
        /* The zeroed data of a library is unnamed and follows it directly. */
        int zeroed = unnamed && m.start == kept_end;
        if (!kept && !kernels && !zeroed && !holds(&m, data, 3)) {
            munmap((void *)m.start, m.end - m.start);
        }
        kept_end = kept ? m.end : 0;
    }
}

