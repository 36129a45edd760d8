package dev.tare.experiment.serving;

import java.util.OptionalLong;

/**
 * Searches the highest rate that is still good, by bisection of the ratio: each look halves what is
 * left of it. Good at a rate means good below it.
 */
final class RateSearch {
  /** Is the least part of what a closed loop reaches that is looked at. */
  private static final double LEAST = 1.0 / 64;

  /** Is enough to know a rate to 3 %, and to 14 % where a first look will do. */
  private static final int LOOKS = 7;

  private static final int FEW_LOOKS = 5;

  private double good;
  private double bad;
  private boolean any;
  private int left;

  /**
   * @param most what a closed loop reaches, above 0: more cannot be had
   * @param least is looked at, above 0; none is where that is not below the most
   * @param looks from 1
   */
  RateSearch(double most, double least, int looks) {
    this.bad = most;
    this.good = Math.max(most * LEAST, least);
    this.left = least < most ? looks : 0;
  }

  static int looks(boolean quick) {
    return quick ? FEW_LOOKS : LOOKS;
  }

  /** The next rate to be looked at, from 1; absent when it is over. */
  OptionalLong next() {
    return left == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(1, Math.round(Math.sqrt(good * bad))));
  }

  void told(boolean isGood) {
    double looked = next().orElseThrow();
    left--;
    if (isGood) {
      good = looked;
      any = true;
    } else {
      bad = looked;
    }
  }

  /** The highest rate that was good; absent where none was. */
  OptionalLong found() {
    return any ? OptionalLong.of(Math.round(good)) : OptionalLong.empty();
  }
}
