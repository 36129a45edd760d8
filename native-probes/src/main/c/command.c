/*
 * A command that is run to its end: fork, exec and wait are those of a small static process, so that
 * neither the time nor the memory of a JVM that forks is in what it took. What it prints is kept in a
 * file that has no name, as much as fits, and it reads nothing.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "small_process.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORDS 4096
#define NS_PER_MS 1000000
#define DAY_MS 86400000
/* Before the words of the command: the spawner's own. */
#define OWN_WORDS 4

extern char **environ;

struct command {
    struct small_process spawner;
    int64_t limit_ns;
    int output;
    char **arguments, **environment;
    struct command_usage last;
};

/* Points from the n texts at an address, each ended by 0, one behind the other. */
static void point(char **to, int64_t address, int64_t n) {
    char *text = (char *)(intptr_t)address;
    for (int64_t i = 0; i < n; i++) {
        to[i] = text;
        text += strlen(text) + 1;
    }
}

static int is_set(char *const *settings, int64_t n, const char *variable) {
    size_t name = strcspn(variable, "=");
    for (int64_t i = 0; i < n; i++) {
        if (strcspn(settings[i], "=") == name && strncmp(settings[i], variable, name) == 0) {
            return 1;
        }
    }
    return 0;
}

/* The texts of the config, which need to last until the spawner has started. */
static int64_t read_texts(struct probe *p, struct command *c) {
    int64_t rc, words, count, variables, settings;
    if ((rc = probe_i64(p, "words", 0, 1, INT64_MAX, &words)) < 0 ||
        (rc = probe_i64(p, "count", 0, 1, MOST_WORDS, &count)) < 0 ||
        (rc = probe_i64(p, "variables", 0, 0, INT64_MAX, &variables)) < 0 ||
        (rc = probe_i64(p, "settings", 0, 0, MOST_WORDS, &settings)) < 0) {
        return rc;
    }
    size_t inherited = 0;
    while (environ[inherited]) {
        inherited++;
    }
    c->arguments = calloc((size_t)count + OWN_WORDS + 1, sizeof *c->arguments);
    c->environment = calloc((size_t)settings + inherited + 1, sizeof *c->environment);
    if (!c->arguments || !c->environment) {
        return -ENOMEM;
    }
    point(c->arguments + OWN_WORDS, words, count);
    point(c->environment, variables, settings);
    char **next = c->environment + settings;
    for (char **one = environ; *one; one++) {
        if (!is_set(c->environment, settings, *one)) {
            *next++ = *one;
        }
    }
    return 0;
}

static int64_t make_output(struct probe *p, struct command *c) {
    char folder[PATH_MAX - 32], file[PATH_MAX];
    int64_t rc = probe_text(p, "scratch", "/tmp", folder, sizeof folder);
    if (rc < 0) {
        return rc;
    }
    snprintf(file, sizeof file, "%s/tare-output-XXXXXX", folder);
    c->output = mkostemp(file, O_APPEND | O_CLOEXEC);
    if (c->output < 0) {
        int err = errno;
        return probe_fail(p, err, "%s: no file for what the command prints: %s; name another folder"
                                  " with -Djava.io.tmpdir=DIR", folder, strerror(err));
    }
    unlink(file);
    return 0;
}

static int64_t start(struct probe *p, struct command *c) {
    char socket[NUMBER_SIZE];
    const struct small_start how = {c->arguments, c->environment, -1, c->output};
    snprintf(socket, sizeof socket, "%d", c->spawner.theirs);
    c->arguments[0] = "tare-spawner";
    c->arguments[1] = "run";
    c->arguments[2] = socket;
    c->arguments[3] = "--";
    int64_t rc = small_process_start(p, &c->spawner, &how);
    c->arguments[2] = NULL;
    return rc;
}

static int64_t command_open(struct probe *p) {
    struct command *c = calloc(1, sizeof *c);
    int64_t rc, limit_ms;
    if (!c) {
        return -ENOMEM;
    }
    p->state = c;
    c->output = -1;
    small_process_init(&c->spawner);
    if ((rc = read_texts(p, c)) < 0 ||
        (rc = probe_i64(p, "limitMs", DAY_MS, 1, DAY_MS, &limit_ms)) < 0 ||
        (rc = make_output(p, c)) < 0 || (rc = small_process_make(p, &c->spawner)) < 0) {
        return rc;
    }
    c->limit_ns = limit_ms * NS_PER_MS;
    return start(p, c);
}

/* Returns how many of them ended with exit code 0; what the last took is in the counters. */
static int64_t command_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct command *c = p->state;
    const struct command_order order = {c->limit_ns};
    int64_t well = 0;
    for (int64_t i = 0; i < ops; i++) {
        if (ftruncate(c->output, 0) < 0) {
            return -errno;
        }
        small_process_order(&c->spawner, &order, sizeof order);
        int64_t rc = small_process_answer(p, &c->spawner, &c->last, sizeof c->last);
        if (rc < 0) {
            return rc;
        }
        if (ns) {
            ns[i] = c->last.wall_ns;
        }
        well += c->last.error == 0 && c->last.status == 0;
    }
    return well;
}

static int64_t command_counter(struct probe *p, const char *name) {
    const struct command *c = p->state;
    int status = (int)c->last.status;
    const struct {
        const char *name;
        int64_t value;
    } figures[] = {
        {"wallNs", c->last.wall_ns},
        {"userUs", c->last.user_us},
        {"systemUs", c->last.system_us},
        {"peakKb", c->last.most_kb},
        {"exit", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)},
        /* Why it could not be started, ETIMEDOUT where it was ended, or 0. */
        {"errno", -c->last.error},
        /* The number of the open file that has what it printed. */
        {"output", c->output},
        {"pid", c->spawner.pid},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i].name, name) == 0) {
            return figures[i].value;
        }
    }
    return -ENOENT;
}

static void command_close(struct probe *p) {
    struct command *c = p->state;
    if (!c) {
        return;
    }
    small_process_close(&c->spawner);
    if (c->output >= 0) {
        close(c->output);
    }
    free(c->arguments);
    free(c->environment);
    free(c);
}

static const struct probe_ops command = {
    .name = "command",
    .open = command_open,
    .batch = command_batch,
    .counter = command_counter,
    .close = command_close,
};
PROBE(command);
