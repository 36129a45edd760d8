/* The table of probes, their configuration and their reasons; knows no probe by name. */
#define _GNU_SOURCE
#include "probe.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

extern const struct probe_ops *const __start_tare_probes[];
extern const struct probe_ops *const __stop_tare_probes[];

int64_t probe_fail(struct probe *p, int err, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(p->reason, sizeof p->reason, format, args);
    va_end(args);
    return -err;
}

static const char *find(const struct probe *p, const char *key, size_t *length) {
    size_t n = strlen(key);
    const char *line = p->config;
    while (line && *line) {
        const char *end = strchr(line, '\n');
        if (!end) {
            end = line + strlen(line);
        }
        if (strncmp(line, key, n) == 0 && line[n] == '=') {
            *length = (size_t)(end - line) - n - 1;
            return line + n + 1;
        }
        line = *end ? end + 1 : end;
    }
    return NULL;
}

int64_t probe_text(struct probe *p, const char *key, const char *fallback, char *out, size_t size) {
    size_t length = strlen(fallback);
    const char *value = find(p, key, &length);
    if (!value) {
        value = fallback;
    }
    if (length >= size) {
        return probe_fail(p, EINVAL, "%s: longer than %zu characters", key, size - 1);
    }
    memcpy(out, value, length);
    out[length] = 0;
    return 0;
}

int64_t probe_i64(struct probe *p, const char *key, int64_t fallback, int64_t min, int64_t max,
                  int64_t *out) {
    char text[32];
    char *end;
    int64_t rc = probe_text(p, key, "", text, sizeof text);
    if (rc < 0) {
        return rc;
    }
    *out = fallback;
    if (text[0]) {
        errno = 0;
        *out = strtoll(text, &end, 10);
        if (errno || *end) {
            return probe_fail(p, EINVAL, "%s=%s: not a whole number", key, text);
        }
    }
    if (*out < min || *out > max) {
        return probe_fail(p, EINVAL, "%s=%lld: must be from %lld to %lld", key, (long long)*out,
                          (long long)min, (long long)max);
    }
    return 0;
}

int64_t probe_choice(struct probe *p, const char *key, const char *const *names) {
    char text[64];
    char known[256] = "";
    int64_t rc = probe_text(p, key, names[0], text, sizeof text);
    if (rc < 0) {
        return rc;
    }
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], text) == 0) {
            return i;
        }
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", names[i]);
    }
    return probe_fail(p, EINVAL, "%s=%s: must be one of %s", key, text, known);
}

int64_t probe_pin(struct probe *p, int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) < 0) {
        int err = errno;
        return probe_fail(p, err, "cannot pin to CPU %d: %s; allow that CPU to this process", cpu,
                          strerror(err));
    }
    return 0;
}

int64_t probe_allowed_cpu(int n) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) < 0) {
        return -errno;
    }
    int wanted = n % CPU_COUNT(&set);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET(cpu, &set) && wanted-- == 0) {
            return cpu;
        }
    }
    return -ENODEV;
}

static struct probe *of(int64_t handle) {
    return (struct probe *)(intptr_t)handle;
}

int64_t tare_probe_new(const char *name, const char *config) {
    for (const struct probe_ops *const *ops = __start_tare_probes; ops < __stop_tare_probes; ops++) {
        if (strcmp((*ops)->name, name) == 0) {
            struct probe *p = calloc(1, sizeof *p);
            char *copy = strdup(config);
            if (!p || !copy) {
                free(p);
                free(copy);
                return -ENOMEM;
            }
            p->ops = *ops;
            p->config = copy;
            return (int64_t)(intptr_t)p;
        }
    }
    return -ENOENT;
}

int64_t tare_probe_open(int64_t handle) {
    return of(handle)->ops->open(of(handle));
}

int64_t tare_probe_batch(int64_t handle, int64_t ops, int64_t ns_address) {
    struct probe *p = of(handle);
    return p->ops->batch(p, ops, (int64_t *)(intptr_t)ns_address);
}

int64_t tare_probe_counter(int64_t handle, const char *name) {
    struct probe *p = of(handle);
    return p->ops->counter ? p->ops->counter(p, name) : -ENOENT;
}

const char *tare_probe_reason(int64_t handle) {
    return of(handle)->reason;
}

int64_t tare_probe_batch_only(int64_t handle) {
    return of(handle)->ops->batch_only;
}

int64_t tare_probe_close(int64_t handle) {
    struct probe *p = of(handle);
    if (p->ops->close) {
        p->ops->close(p);
    }
    free(p->config);
    free(p);
    return 0;
}

const char *tare_probe_name(int64_t index) {
    return index >= 0 && index < __stop_tare_probes - __start_tare_probes
               ? __start_tare_probes[index]->name
               : NULL;
}

int64_t tare_noop(void) {
    return 0;
}

int64_t tare_die_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 ? -errno : 0;
}
