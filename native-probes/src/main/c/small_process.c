#define _GNU_SOURCE
#include "small_process.h"

#include <fcntl.h>
#include <signal.h>
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

void small_process_init(struct small_process *s) {
    s->socket = s->theirs = s->program = -1;
    s->pid = 0;
}

static int64_t make_program(struct probe *p, struct small_process *s) {
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

int64_t small_process_make(struct probe *p, struct small_process *s) {
    int ends[2];
    int64_t rc = make_program(p, s);
    if (rc < 0) {
        return rc;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
        int err = errno;
        return probe_fail(p, err, "no socket pair: %s; raise the limit of open files", strerror(err));
    }
    s->socket = ends[0];
    s->theirs = ends[1];
    return 0;
}

static void close_file(int *file) {
    if (*file >= 0) {
        close(*file);
        *file = -1;
    }
}

/*
 * Starts it with all signals blocked: no handler of the JVM's may run in the child while it still
 * shares this memory, and Ctrl-C is for the JVM alone. 0 or the errno of what failed.
 */
static int start(struct small_process *s, const struct small_start *how, int nothing) {
    uint64_t all = UINT64_MAX, before = 0;
    volatile int failed = 0;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
    pid_t pid = vfork();
    if (pid == 0) {
        /* The child's own table of files: the JVM's stay closed on exec. */
        fcntl(s->theirs, F_SETFD, 0);
        fcntl(s->program, F_SETFD, 0);
        if (how->kept >= 0) {
            fcntl(how->kept, F_SETFD, 0);
        }
        if (how->output >= 0) {
            dup2(nothing, STDIN_FILENO);
            dup2(how->output, STDOUT_FILENO);
            dup2(how->output, STDERR_FILENO);
        }
        syscall(SYS_execveat, s->program, "", how->arguments, how->environment, AT_EMPTY_PATH);
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

int64_t small_process_start(struct probe *p, struct small_process *s, const struct small_start *how) {
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int err = start(s, how, nothing);
    close_file(&nothing);
    close_file(&s->theirs);
    close_file(&s->program);
    return err ? probe_fail(p, err, "the spawner does not start: %s; vm.memfd_noexec, a pids limit or a"
                                    " seccomp profile may forbid it", strerror(err))
               : 0;
}

void small_process_order(const struct small_process *s, const void *order, size_t size) {
    ssize_t sent;
    do {
        sent = send(s->socket, order, size, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
}

int64_t small_process_answer(struct probe *p, const struct small_process *s, void *answer, size_t size) {
    ssize_t got;
    do {
        got = recv(s->socket, answer, size, 0);
    } while (got < 0 && errno == EINTR);
    return got == (ssize_t)size
               ? 0
               : probe_fail(p, ESRCH, "the spawner (process %d) is gone: was it killed, or the thread"
                                      " that opened this probe ended?", s->pid);
}

void small_process_close(struct small_process *s) {
    close_file(&s->socket);
    close_file(&s->theirs);
    close_file(&s->program);
    if (s->pid > 0) {
        /* It ends by itself when the socket closes; unless it waits for a child that does not. */
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
    }
}
