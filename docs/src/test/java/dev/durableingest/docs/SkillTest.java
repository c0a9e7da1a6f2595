package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.Source;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the project says to coding copilots follows from what there is. */
final class SkillTest {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\nname: ([a-z-]{1,64})\\ndescription: (.{1,1024})\\n---\\n");

  @Test
  void whatCodingCopilotsReadFollowsFromAnnotationsCodesOptionsAndPages() throws IOException {
    new DerivedFile(Skill.SHIPPED, Skill.text()).check();
    new DerivedFile("docs/llms.txt", PageList.text()).check();
  }

  @Test
  void theSkillIsOnTheClassPathOfTheRuntime() throws IOException {
    try (InputStream stream = SkillTest.class.getResourceAsStream("/" + Skill.RESOURCE)) {
      assertThat(stream).isNotNull();
      assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
          .containsPattern(FRONT_MATTER);
    }
  }

  @Test
  void theSkillNamesEveryMemberOfEveryAnnotation() throws IOException {
    String text = Skill.text();
    for (Class<?> annotation : annotations()) {
      assertThat(text).contains("`@" + annotation.getSimpleName() + "`: ");
      for (Method member : annotation.getDeclaredMethods()) {
        assertThat(text).as(annotation + "." + member.getName()).contains(" " + member.getName());
      }
    }
  }

  private static List<Class<?>> annotations() throws IOException {
    return Project.mainCode().stream()
        .filter(file -> file.startsWith("annotations"))
        .map(Path::getFileName)
        .map(file -> file.toString().replace(".java", ""))
        .filter(name -> !name.contains("-"))
        .<Class<?>>map(SkillTest::load)
        .filter(Class::isAnnotation)
        .collect(Collectors.toList());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(Source.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
