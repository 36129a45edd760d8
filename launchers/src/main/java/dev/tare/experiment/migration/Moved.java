package dev.tare.experiment.migration;

import dev.tare.launch.Move;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One move, as its engine tells it and as its clients saw it.
 *
 * @param voided why nothing of it counts, one line; absent where it does
 * @param arrived whether it came to its end within the limit; otherwise it was called off
 * @param totalNs from when the engine was told until it ran at its destination
 * @param downtimeNs for which it stood still, as the engine tells; absent where it does not
 * @param blackoutNs the longest time without an answer to a datagram; absent where it was called
 *     off
 * @param connectionNs the longest time without an answer over one connection, likewise
 * @param usualNs the longest time without an answer to a datagram that was over before the move
 * @param bytes that were sent; absent where the engine does not tell
 * @param diskBytes that were sent of its disk; absent where it is moved with no other disk
 * @param allottedBytes of memory that it has; absent where none was allotted
 * @param rounds in which memory was sent; absent where it is sent once
 * @param writtenPerSecond bytes that it wrote to its memory on purpose during the move; absent
 *     where it wrote none, or stood still
 * @param phasesNs of its parts
 * @param tail of the requests before, during and after
 * @param slowed how far its engine had slowed it down, each time that became another; absent where
 *     no engine would
 */
record Moved(
    Optional<String> voided,
    boolean arrived,
    long totalNs,
    OptionalLong downtimeNs,
    OptionalLong blackoutNs,
    OptionalLong connectionNs,
    OptionalLong usualNs,
    OptionalLong bytes,
    OptionalLong diskBytes,
    OptionalLong allottedBytes,
    OptionalLong rounds,
    OptionalDouble writtenPerSecond,
    Map<String, Long> phasesNs,
    List<Tail> tail,
    Optional<List<Move.Slowed>> slowed) {
  private static final long SLICE_NS = 100_000_000;

  /**
   * Requests that were due within a tenth of a second.
   *
   * @param atNs when that began, since the move did; negative before
   * @param worstNs the longest that one of them took, from when it was due
   */
  record Tail(long atNs, long worstNs) {}

  Moved {
    phasesNs = Collections.unmodifiableMap(new LinkedHashMap<>(phasesNs));
    tail = List.copyOf(tail);
    slowed = slowed.map(List::copyOf);
  }

  /**
   * Returns what came of a move.
   *
   * @param moving what was moved how
   * @param fromNs since when its clients looked at it as it usually is
   * @param idle whether the load on it stood still
   */
  static Moved of(
      Move move,
      Moving moving,
      long fromNs,
      boolean idle,
      List<UdpEcho.Answer> echoes,
      List<Requests.Answer> requests) {
    List<Long> datagrams = echoes.stream().map(UdpEcho.Answer::atNs).toList();
    List<Long> answers = requests.stream().map(Requests.Answer::atNs).toList();
    long began = move.beganNs();
    long ended = move.endedNs();
    double seconds = (ended - began) / 1e9;
    long during = written(echoes, began, ended);
    boolean stands = moving.how() == Way.CHECKPOINT;
    long proof =
        stands
            ? Math.min(written(echoes, fromNs, began), written(echoes, ended, Long.MAX_VALUE))
            : during;
    return new Moved(
        voided(idle, moving.work().rate() > 0 && proof <= 0),
        move.arrived(),
        ended - began,
        move.downtimeNs(),
        move.arrived() ? UdpEcho.longestGapNs(datagrams, began, ended) : OptionalLong.empty(),
        move.arrived() ? UdpEcho.longestGapNs(answers, began, ended) : OptionalLong.empty(),
        UdpEcho.longestWithinNs(datagrams, fromNs, began),
        move.bytes(),
        move.diskBytes(),
        move.allottedBytes(),
        move.rounds(),
        moving.work().rate() > 0 && !stands
            ? OptionalDouble.of(during / seconds)
            : OptionalDouble.empty(),
        move.phasesNs(),
        tail(requests, fromNs, began),
        moving.how() == Way.AUTO_CONVERGE ? Optional.of(move.slowed()) : Optional.empty());
  }

  private static Optional<String> voided(boolean idle, boolean unwritten) {
    if (idle) {
      return Optional.of("the load on it stood still: the move is void");
    }
    return unwritten
        ? Optional.of("what was to write to its memory did not: the move is void")
        : Optional.empty();
  }

  /** Finds it by the last answer before a window, and the first after it. */
  private static long written(List<UdpEcho.Answer> echoes, long from, long to) {
    long before = 0;
    long after = 0;
    for (UdpEcho.Answer one : echoes) {
      before = one.atNs() <= from ? one.written() : before;
      if (one.atNs() > from) {
        after = one.written();
      }
      if (one.atNs() > to) {
        break;
      }
    }
    return after - before;
  }

  private static List<Tail> tail(List<Requests.Answer> requests, long from, long began) {
    List<Tail> tail = new ArrayList<>();
    for (Requests.Answer one : requests) {
      if (one.dueNs() >= from) {
        long at = Math.floorDiv(one.dueNs() - began, SLICE_NS) * SLICE_NS;
        long took = one.atNs() - one.dueNs();
        int last = tail.size() - 1;
        if (last >= 0 && tail.get(last).atNs() == at) {
          tail.set(last, new Tail(at, Math.max(took, tail.get(last).worstNs())));
        } else {
          tail.add(new Tail(at, took));
        }
      }
    }
    return tail;
  }

  OptionalLong phaseNs(String name) {
    return Stream.ofNullable(phasesNs.get(name)).mapToLong(Long::longValue).findFirst();
  }

  boolean counts() {
    return voided.isEmpty();
  }

  /** Returns what it wrote on purpose, MB a second. */
  OptionalDouble writtenMbPerSecond() {
    return writtenPerSecond.stream().map(bytes -> bytes / 1e6).findFirst();
  }

  /** Returns the same over the time in which it ran. */
  OptionalDouble writtenMbPerSecondRunning() {
    double ran = totalNs - downtimeNs.orElse(0);
    return writtenMbPerSecond().stream()
        .filter(any -> ran > 0)
        .map(mb -> mb * totalNs / ran)
        .findFirst();
  }

  /** Tells how far it was slowed down at most, 0 to 1; absent where no engine would. */
  OptionalDouble mostSlowed() {
    return slowed.stream()
        .mapToDouble(all -> all.stream().mapToDouble(Move.Slowed::share).max().orElse(0))
        .findFirst();
  }

  /**
   * Tells how much of what was allotted was sent; more than 1 where it was sent again and again.
   */
  OptionalDouble share() {
    return bytes.isPresent() && allottedBytes.isPresent()
        ? OptionalDouble.of((double) bytes.getAsLong() / allottedBytes.getAsLong())
        : OptionalDouble.empty();
  }
}
