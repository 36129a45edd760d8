/*
 * fork + exit + wait, or vfork + exec + wait of a program that does nothing, done by a small static
 * process (src/main/spawner) that is embedded here and runs out of a memfd: forked from the JVM, the
 * JVM's page tables would be what is measured.
 */
#define _GNU_SOURCE
#include "../spawner/spawner.h"
#include "probe.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* build.sh names the folder that holds the program for this architecture. */
__asm__(".pushsection .rodata\n"
        ".globl tare_spawner, tare_spawner_end\n"
        ".hidden tare_spawner, tare_spawner_end\n"
        "tare_spawner: .incbin \"spawner\"\n"
        "tare_spawner_end: .byte 0\n"
        ".popsection\n");
extern const char tare_spawner[], tare_spawner_end[];

#ifndef MFD_EXEC
#define MFD_EXEC 0x10U
#endif
#define SHARED_BYTES (SPAWNER_MOST_OPS * sizeof(int64_t))
#define NUMBER_SIZE 12

struct spawn {
    int how;
    /* Our end and the spawner's, the memory that both share, and the program; -1 where closed. */
    int socket, theirs, memory, program;
    int64_t *ns;
    pid_t pid;
};

static int64_t make_program(struct probe *p, struct spawn *s) {
    size_t size = (size_t)(tare_spawner_end - tare_spawner);
    s->program = memfd_create("tare-spawner", MFD_CLOEXEC | MFD_EXEC);
    if (s->program < 0 && errno == EINVAL) {
        /* Before Linux 6.3 every memfd may be executed. */
        s->program = memfd_create("tare-spawner", MFD_CLOEXEC);
    }
    if (s->program < 0 || write(s->program, tare_spawner, size) != (ssize_t)size) {
        int err = errno;
        return probe_fail(p, err, "no executable memory file: %s; set sysctl vm.memfd_noexec to 0 or 1",
                          strerror(err));
    }
    return 0;
}

int64_t tare_spawner_file(void) {
    struct probe nobody = {0};
    struct spawn s = {.program = -1};
    int64_t rc = make_program(&nobody, &s);
    if (rc < 0 && s.program >= 0) {
        close(s.program);
    }
    return rc < 0 ? rc : s.program;
}

static int64_t make_channel(struct probe *p, struct spawn *s) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
        int err = errno;
        return probe_fail(p, err, "no socket pair: %s; raise the limit of open files", strerror(err));
    }
    s->socket = ends[0];
    s->theirs = ends[1];
    s->memory = memfd_create("tare-durations", MFD_CLOEXEC);
    if (s->memory < 0 || ftruncate(s->memory, SHARED_BYTES) < 0) {
        int err = errno;
        return probe_fail(p, err, "no memory file: %s; raise the limit of open files", strerror(err));
    }
    s->ns = mmap(NULL, SHARED_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, s->memory, 0);
    if (s->ns == MAP_FAILED) {
        s->ns = NULL;
        return probe_fail(p, ENOMEM, "no memory to share with the spawner");
    }
    return 0;
}

/*
 * Starts the spawner with all signals blocked: no handler of the JVM's may run in the child while
 * it still shares this memory, and Ctrl-C is for the JVM alone. 0 or the errno of execveat.
 */
static int start(struct spawn *s) {
    char numbers[3][NUMBER_SIZE];
    char *const arguments[] = {"tare-spawner", numbers[0], numbers[1], numbers[2], NULL};
    char *const environment[] = {NULL};
    uint64_t all = UINT64_MAX, before = 0;
    volatile int failed = 0;
    snprintf(numbers[0], NUMBER_SIZE, "%d", s->theirs);
    snprintf(numbers[1], NUMBER_SIZE, "%d", s->memory);
    snprintf(numbers[2], NUMBER_SIZE, "%d", s->program);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
    pid_t pid = vfork();
    if (pid == 0) {
        /* The child's own table of files: the JVM's stay closed on exec. */
        fcntl(s->theirs, F_SETFD, 0);
        fcntl(s->memory, F_SETFD, 0);
        fcntl(s->program, F_SETFD, 0);
        syscall(SYS_execveat, s->program, "", arguments, environment, AT_EMPTY_PATH);
        failed = errno;
        _exit(127);
    }
    int err = pid < 0 ? errno : failed;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof before);
    if (pid > 0 && err) {
        waitpid(pid, NULL, 0);
    } else if (pid > 0) {
        s->pid = pid;
    }
    return err;
}

/* Reads the answer to the last order, or to the start. 0, or the spawner's -errno. */
static int64_t answer(struct probe *p, const struct spawn *s) {
    struct spawner_answer said;
    ssize_t got;
    do {
        got = recv(s->socket, &said, sizeof said, 0);
    } while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof said) {
        return probe_fail(p, ESRCH, "the spawner (process %d) is gone: was it killed, or the thread"
                                    " that opened this probe ended?", s->pid);
    }
    if (said.result < 0) {
        return probe_fail(p, -said.result, "%s: %s; is there a pids limit?",
                          s->how == SPAWNER_FORK ? "fork" : "vfork and exec", strerror(-said.result));
    }
    return 0;
}

static void close_file(int *file) {
    if (*file >= 0) {
        close(*file);
        *file = -1;
    }
}

static int64_t spawn_open(struct probe *p) {
    static const char *const hows[] = {"fork", "vfork", NULL};
    struct spawn *s = calloc(1, sizeof *s);
    int64_t how, rc;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->socket = s->theirs = s->memory = s->program = -1;
    if ((rc = how = probe_choice(p, "how", hows)) < 0 || (rc = make_program(p, s)) < 0 ||
        (rc = make_channel(p, s)) < 0) {
        return rc;
    }
    s->how = how == 0 ? SPAWNER_FORK : SPAWNER_VFORK;
    int err = start(s);
    if (err) {
        return probe_fail(p, err, "the spawner does not start: %s; vm.memfd_noexec, a pids limit or a"
                                  " seccomp profile may forbid it", strerror(err));
    }
    /* Only the spawner may hold its end, so that either side sees the other go. */
    close_file(&s->theirs);
    close_file(&s->program);
    return answer(p, s);
}

static int64_t chunk(struct probe *p, const struct spawn *s, int32_t ops, int64_t *ns) {
    struct spawner_order order = {.how = s->how, .ops = ops, .timed = ns != NULL};
    ssize_t sent;
    do {
        sent = send(s->socket, &order, sizeof order, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    int64_t rc = answer(p, s);
    if (rc == 0 && ns) {
        memcpy(ns, s->ns, (size_t)ops * sizeof *ns);
    }
    return rc;
}

/* Returns how many processes came and went with status 0: ops. */
static int64_t spawn_batch(struct probe *p, int64_t ops, int64_t *ns) {
    const struct spawn *s = p->state;
    int64_t rc = 0;
    for (int64_t done = 0; done < ops && rc == 0; done += SPAWNER_MOST_OPS) {
        int64_t left = ops - done;
        int32_t now = left < SPAWNER_MOST_OPS ? (int32_t)left : SPAWNER_MOST_OPS;
        rc = chunk(p, s, now, ns ? ns + done : NULL);
    }
    return rc < 0 ? rc : ops;
}

static int64_t spawn_counter(struct probe *p, const char *name) {
    const struct spawn *s = p->state;
    return strcmp(name, "pid") == 0 ? s->pid : -ENOENT;
}

static void spawn_close(struct probe *p) {
    struct spawn *s = p->state;
    if (!s) {
        return;
    }
    close_file(&s->socket);
    close_file(&s->theirs);
    close_file(&s->memory);
    close_file(&s->program);
    if (s->pid > 0) {
        /* It ends by itself when the socket closes; unless it waits for a child that does not. */
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
    }
    if (s->ns) {
        munmap(s->ns, SHARED_BYTES);
    }
    free(s);
}

static const struct probe_ops spawn = {
    .name = "spawn",
    .open = spawn_open,
    .batch = spawn_batch,
    .counter = spawn_counter,
    .close = spawn_close,
};
PROBE(spawn);
