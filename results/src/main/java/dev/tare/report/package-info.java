/**
 * Results as people and other programs read them: text, Markdown, JUnit XML, CSV, HTML. Formats
 * what it is given; decides no verdict and computes no statistic of its own.
 */
package dev.tare.report;
