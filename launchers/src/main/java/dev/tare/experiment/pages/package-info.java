/**
 * Says what memory environments take, and what of it they can share: idle or at work, with the
 * kernel's KSM off and on, and what that costs. Knows no engine.
 */
package dev.tare.experiment.pages;
