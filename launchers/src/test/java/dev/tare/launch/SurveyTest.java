package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private final List<String> happened = new ArrayList<>();
  private final Host host = new Host(new Places("", "", "", "", "", ""));
  private final Survey survey = new Survey(host, Owner.ofRun("run"), "tare-x");

  private Stack stack(Layer... layers) {
    List<Stack.Step> steps = new ArrayList<>();
    for (Layer layer : layers) {
      steps.add(new Stack.Step(layer, new TreeMap<>(), Limits.NONE));
    }
    return new Stack(steps, "");
  }

  @Test
  void outerLayersAreEnteredAndLeftTheInnermostIsOnlyChecked() throws Exception {
    List<Survey.Answer> answers =
        survey.steps(stack(new Told("a", true, true), new Told("b", true, true)));

    assertThat(answers).extracting(Survey.Answer::stack).containsExactly("a", "a/b");
    assertThat(answers).allMatch(Survey.Answer::usable);
    assertThat(happened).containsExactly("check a", "enter a", "check b", "leave a");
  }

  @Test
  void insideOfWhatCannotBeUsedNothingIsSaid() throws Exception {
    List<Survey.Answer> answers =
        survey.steps(stack(new Told("a", false, true), new Told("b", true, true)));

    assertThat(answers).extracting(Survey.Answer::usable).containsExactly(false);
    assertThat(happened).containsExactly("check a");
  }

  @Test
  void aLayerThatFailsToBeEnteredIsNotUsable() throws Exception {
    List<Survey.Answer> answers =
        survey.steps(
            stack(
                new Told("a", true, true), new Told("b", true, false), new Told("c", true, true)));

    assertThat(answers).extracting(Survey.Answer::usable).containsExactly(true, false);
    assertThat(answers.get(1).findings().get(0).what()).contains("cannot be entered", "broken");
    assertThat(happened).endsWith("enter b", "leave a");
  }

  @Test
  void aCheckThatFailsHidesNoOther() throws Exception {
    Layers layers = new Layers(List.of(new Told("a", null, true), new Told("b", true, true)));

    assertThat(survey.layers(layers))
        .extracting(Survey.Answer::usable)
        .containsExactly(false, true);
  }

  @Test
  void afterItIsClosedNothingIsEntered() throws Exception {
    survey.close();

    assertThat(survey.steps(stack(new Told("a", true, true), new Told("b", true, true))))
        .extracting(Survey.Answer::usable)
        .containsExactly(false);
    assertThat(happened).containsExactly("check a");
  }

  @Test
  void theDocumentSaysWhatTheTableSays() throws Exception {
    assertThat(SurveyJson.text(survey.steps(stack(new Told("a", false, true)))))
        .isEqualTo(
            """
            {
              "schema" : 1,
              "environments" : [ {
                "stack" : "a",
                "meaning" : "for a test",
                "usable" : false,
                "findings" : [ {
                  "severity" : "missing",
                  "what" : "a \\"thing\\"",
                  "remedy" : "get it"
                } ]
              } ]
            }
            """);
  }

  @Test
  void whatIsWrittenInBracketsIsChecked() {
    StackSyntax syntax = new StackSyntax(Layers.standard());

    assertThatThrownBy(() -> syntax.parse("ssh(hots=b)")).hasMessageContaining("did you mean host");
  }

  /** A layer that is missing something, or does; null: its check fails. */
  private final class Told extends BlankLayer {
    private final Boolean usable;
    private final boolean enterable;

    Told(String name, Boolean usable, boolean enterable) {
      super(name);
      this.usable = usable;
      this.enterable = enterable;
    }

    @Override
    public List<Finding> check(Environment outer, Spec spec) throws IOException {
      happened.add("check " + name());
      if (usable == null) {
        throw new LaunchException("no answer");
      }
      return usable ? List.of() : List.of(Finding.missing("a \"thing\"", "get it"));
    }

    @Override
    public Environment enter(Environment outer, Spec spec) throws IOException {
      happened.add("enter " + name());
      if (!enterable) {
        throw new LaunchException("broken");
      }
      return (Environment)
          Proxy.newProxyInstance(
              Environment.class.getClassLoader(),
              new Class<?>[] {Environment.class},
              (proxy, method, args) -> {
                happened.add((method.getName().equals("close") ? "leave " : "?") + name());
                return null;
              });
    }
  }
}
