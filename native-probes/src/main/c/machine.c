/* Reads cache and memory sizes from /sys, /proc and the cgroup file systems. */
#define _GNU_SOURCE
#include "machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CGROUPS "/sys/fs/cgroup"

/* "32768K" or "2147483648" as bytes; fallback for anything that is not a number ("max") or absent. */
static int64_t size_in(const char *path, int64_t fallback) {
    char line[64] = "";
    char *end;
    FILE *file = fopen(path, "re");
    int read = file && fgets(line, sizeof line, file);
    if (file) {
        fclose(file);
    }
    int64_t size = strtoll(line, &end, 10);
    if (!read || end == line) {
        return fallback;
    }
    return *end == 'K' ? size << 10 : *end == 'M' ? size << 20 : size;
}

int64_t machine_llc_bytes(void) {
    int64_t bytes = 0, highest = 0;
    for (int index = 0; index < 16; index++) {
        char path[96];
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/level", index);
        int64_t level = size_in(path, 0);
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/size", index);
        int64_t size = size_in(path, 0);
        if (size > 0 && level >= highest) {
            highest = level;
            bytes = size;
        }
    }
    return bytes;
}

static int64_t system_available(void) {
    char line[128];
    int64_t kib = -1;
    FILE *file = fopen("/proc/meminfo", "re");
    while (kib < 0 && file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "MemAvailable:", 13) == 0) {
            kib = strtoll(line + 13, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return kib < 0 ? INT64_MAX : kib << 10;
}

/* The least limit of a cgroup and of those above it, as far as they are mounted here. */
static int64_t least_limit(const char *mount, const char *path, const char *limit) {
    char folder[700], file[800];
    int64_t least = INT64_MAX;
    snprintf(folder, sizeof folder, "%s%s", mount, path);
    for (char *slash; strlen(folder) >= strlen(mount) && (slash = strrchr(folder, '/')); *slash = 0) {
        snprintf(file, sizeof file, "%s/%s", folder, limit);
        int64_t found = size_in(file, INT64_MAX);
        least = found < least ? found : least;
    }
    return least;
}

/* The least memory limit of the cgroups that this process is in. */
static int64_t cgroup_limit(void) {
    char line[512];
    int64_t least = INT64_MAX;
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        const char *controllers = strchr(line, ':');
        const char *path = controllers ? strchr(controllers + 1, ':') : NULL;
        int64_t limit = INT64_MAX;
        if (path && strncmp(controllers, "::", 2) == 0) {
            limit = least_limit(CGROUPS, path + 1, "memory.max");
        } else if (path && strncmp(controllers, ":memory:", 8) == 0) {
            limit = least_limit(CGROUPS "/memory", path + 1, "memory.limit_in_bytes");
        }
        least = limit < least ? limit : least;
    }
    if (file) {
        fclose(file);
    }
    return least;
}

int64_t machine_available_bytes(void) {
    int64_t available = system_available();
    int64_t limit = cgroup_limit();
    return limit < available ? limit : available;
}
