/* The limits around the caller, as cgroup v1, v2 and /proc tell them. For the caller's process only. */
#define _GNU_SOURCE
#include "bomb.h"
#include "mounts.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int64_t bomb_number_in(const char *dir, const char *name) {
    char path[BOMB_DIR_SIZE + 64];
    char text[64] = "";
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "re");
    if (!file) {
        return INT64_MAX;
    }
    char *end = text;
    int64_t value = fgets(text, sizeof text, file) ? strtoll(text, &end, 10) : 0;
    fclose(file);
    return end == text ? INT64_MAX : value;
}

int bomb_listed(const char *list, const char *word) {
    size_t n = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += n) {
        if ((at == list || at[-1] == ',') && (at[n] == 0 || at[n] == ',')) {
            return 1;
        }
    }
    return 0;
}

/* The caller's path in the hierarchy of a controller: its version, or 0. */
static int own_path(const char *controller, char *path, size_t size) {
    char line[1024];
    int version = 0;
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && version != 1 && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *controllers = strchr(line, ':');
        char *own = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!own) {
            continue;
        }
        *controllers++ = 0;
        *own++ = 0;
        int unified = strcmp(line, "0") == 0 && !*controllers;
        if (unified || bomb_listed(controllers, controller)) {
            version = unified ? 2 : 1;
            snprintf(path, size, "%s", own);
        }
    }
    if (file) {
        fclose(file);
    }
    return version;
}

/* Where that hierarchy is mounted, and which of its folders is the mount's root. 0 or -ENOENT. */
static int64_t mounted(const char *controller, int version, char *root, char *mount) {
    struct mount_line line;
    int64_t rc = -ENOENT;
    FILE *file = mounts_open();
    while (rc < 0 && mounts_next(file, &line)) {
        if (version == 2 ? strcmp(line.type, "cgroup2") == 0
                         : strcmp(line.type, "cgroup") == 0 && bomb_listed(line.options, controller)) {
            strcpy(root, line.root);
            strcpy(mount, line.point);
            rc = 0;
        }
    }
    if (file) {
        fclose(file);
    }
    return rc;
}

/* The caller's folder in that hierarchy, and the mount point above it. The version, or 0. */
static int own_dir(const char *controller, char *dir, char *mount) {
    char path[BOMB_DIR_SIZE], root[BOMB_DIR_SIZE], found[BOMB_DIR_SIZE * 2];
    int version = own_path(controller, path, sizeof path);
    dir[0] = 0;
    if (!version || mounted(controller, version, root, mount) < 0) {
        return 0;
    }
    size_t n = strcmp(root, "/") == 0 ? 0 : strlen(root);
    /* A container may see its host's path in /proc and only its own folder below the mount. */
    int below = strncmp(path, root, n) == 0 && (path[n] == '/' || path[n] == 0);
    snprintf(found, sizeof found, "%s%s", mount, below && strcmp(path, "/") != 0 ? path + n : "");
    if (strlen(found) >= BOMB_DIR_SIZE - 64) {
        return 0;
    }
    strcpy(dir, access(found, F_OK) == 0 ? found : mount);
    return version;
}

/* The least value of a limit from the caller's folder up to the mount point. */
static int64_t least(const char *dir, const char *mount, const char *file) {
    char at[BOMB_DIR_SIZE];
    int64_t limit = INT64_MAX;
    snprintf(at, sizeof at, "%s", dir);
    while (strlen(at) >= strlen(mount)) {
        int64_t value = bomb_number_in(at, file);
        limit = value < limit ? value : limit;
        char *slash = strrchr(at, '/');
        if (!slash) {
            break;
        }
        *slash = 0;
    }
    return limit;
}

static int64_t physical_bytes(void) {
    return (int64_t)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE);
}

int64_t bomb_available_bytes(void) {
    char line[256];
    long long kib = 0;
    FILE *file = fopen("/proc/meminfo", "re");
    while (file && kib == 0 && fgets(line, sizeof line, file)) {
        sscanf(line, "MemAvailable: %lld kB", &kib);
    }
    if (file) {
        fclose(file);
    }
    return kib * 1024;
}

int bomb_surrounded(struct bomb_group *g, char *why, size_t size) {
    char pids_mount[BOMB_DIR_SIZE] = "", memory_mount[BOMB_DIR_SIZE] = "";
    int64_t pids = INT64_MAX, memory = INT64_MAX;
    int pids_version = own_dir("pids", g->pids_parent, pids_mount);
    int memory_version = own_dir("memory", g->memory_parent, memory_mount);
    g->version = pids_version ? pids_version : memory_version;
    if (pids_version) {
        pids = least(g->pids_parent, pids_mount, "pids.max");
    }
    if (memory_version) {
        memory = least(g->memory_parent, memory_mount,
                       memory_version == 2 ? "memory.max" : "memory.limit_in_bytes");
    }
    int64_t pid_max = bomb_number_in("/proc/sys/kernel", "pid_max");
    int64_t threads_max = bomb_number_in("/proc/sys/kernel", "threads-max");
    int pids_hold = pids < (pid_max < threads_max ? pid_max : threads_max);
    int memory_holds = memory < physical_bytes();
    snprintf(why, size, "%s%s%s", pids_hold ? "" : "no pids limit",
             !pids_hold && !memory_holds ? " and " : "", memory_holds ? "" : "no memory limit");
    return pids_hold && memory_holds;
}

int64_t bomb_user_threads(void) {
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    int64_t sum = 0;
    if (!dir) {
        return -errno;
    }
    while ((entry = readdir(dir))) {
        char path[300], line[256];
        long long threads = 0;
        unsigned uid = 0;
        int mine = 0;
        snprintf(path, sizeof path, "/proc/%.250s/status", entry->d_name);
        FILE *file = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' ? fopen(path, "re") : NULL;
        while (file && fgets(line, sizeof line, file)) {
            mine |= sscanf(line, "Uid: %u", &uid) == 1 && uid == getuid();
            sscanf(line, "Threads: %lld", &threads);
        }
        if (file) {
            fclose(file);
        }
        sum += mine ? threads : 0;
    }
    closedir(dir);
    return sum;
}
