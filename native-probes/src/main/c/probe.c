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

/* Notes that key is an option of the probe. */
static int64_t note_option(struct probe *p, const char *key) {
    char line[PROBE_OPTIONS_SIZE];
    size_t used = strlen(p->options);
    snprintf(line, sizeof line, "%s\n", key);
    for (const char *known = p->options; *known; known = strchr(known, '\n') + 1) {
        if (strncmp(known, line, strlen(line)) == 0) {
            return 0;
        }
    }
    if (used + strlen(line) >= sizeof p->options) {
        return probe_fail(p, ENOBUFS, "%s: too many options; raise PROBE_OPTIONS_SIZE", key);
    }
    strcat(p->options, line);
    return 0;
}

int64_t probe_text(struct probe *p, const char *key, const char *fallback, char *out, size_t size) {
    size_t length = strlen(fallback);
    int64_t rc = note_option(p, key);
    if (rc < 0) {
        return rc;
    }
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

/* How many letters have to be put in, left out or replaced to make b of a (Levenshtein). */
static size_t distance(const char *a, size_t n, const char *b, size_t m) {
    size_t row[PROBE_OPTIONS_SIZE + 1];
    for (size_t j = 0; j <= m; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t shifted = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = replaced < shifted ? replaced : shifted;
        }
    }
    return row[m];
}

/* Refuses a key that the probe has not read, with the one that is nearest to it. */
static int64_t refuse(struct probe *p, const char *key, size_t length) {
    const char *nearest = "";
    size_t size = 0;
    size_t least = SIZE_MAX;
    for (const char *known = p->options; *known; known = strchr(known, '\n') + 1) {
        size_t n = strcspn(known, "\n");
        size_t d = distance(key, length, known, n);
        if (d < least) {
            least = d;
            nearest = known;
            size = n;
        }
    }
    if (!size) {
        return probe_fail(p, EINVAL, "%.*s: no such option; it has none", (int)length, key);
    }
    return probe_fail(p, EINVAL, "%.*s: no such option; the nearest is %.*s", (int)length, key,
                      (int)size, nearest);
}

/* Whether the probe has read every key of its config. 0 or -EINVAL. */
static int64_t check_options(struct probe *p) {
    for (const char *line = p->config; *line;) {
        size_t length = strcspn(line, "=\n");
        int known = 0;
        for (const char *o = p->options; *o && !known; o = strchr(o, '\n') + 1) {
            known = strcspn(o, "\n") == length && strncmp(o, line, length) == 0;
        }
        if (length && !known) {
            return refuse(p, line, length);
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return 0;
}

int64_t tare_probe_open(int64_t handle) {
    struct probe *p = of(handle);
    int64_t rc = p->ops->open(p);
    return rc < 0 ? rc : check_options(p);
}

int64_t tare_probe_batch(int64_t handle, int64_t ops, int64_t ns_address) {
    struct probe *p = of(handle);
    return p->ops->batch(p, ops, (int64_t *)(intptr_t)ns_address);
}

int64_t tare_probe_prepare(int64_t handle, int64_t ops) {
    struct probe *p = of(handle);
    return p->ops->prepare ? p->ops->prepare(p, ops) : 0;
}

int64_t tare_probe_prepares(int64_t handle) {
    return of(handle)->ops->prepare != NULL;
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

int64_t tare_abi(void) {
    return TARE_ABI;
}

int64_t tare_noop(void) {
    return 0;
}

int64_t tare_die_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 ? -errno : 0;
}
