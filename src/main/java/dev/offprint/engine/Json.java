package dev.offprint.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.offprint.session.Amount;
import dev.offprint.session.Id;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which values are stored: records by component, ids as bare text, a sealed value
 * with its {@code type} by simple name, times in ISO 8601. Every stored document carries a format
 * number.
 */
public final class Json {
  /** The format that is written; older ones are read. */
  public static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new SealedTypes())
          .addModule(new Values())
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Where there was one once and there are several now, the one is read as a list.
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          // Digits are kept as written: 0.050 is not 0.05.
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** A value as stored text: {@code {"format":1,"value":…}}. */
  public static String write(Object value) {
    try {
      // A sealed type's name is written only where the value is written as that type.
      return document(MAPPER.writerFor(declared(value)).writeValueAsString(value));
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("cannot be stored: " + value.getClass().getName(), broken);
    }
  }

  /**
   * A stored text as a value.
   *
   * @throws IllegalArgumentException where the text is no such value, or of a newer format
   */
  public static <T> T read(String text, Class<T> type) {
    return read(text, MAPPER.constructType(type));
  }

  /** A stored text as a list of values. */
  public static <T> List<T> readList(String text, Class<T> type) {
    return read(text, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
  }

  /** A list of values as stored text. */
  public static <T> String writeList(List<T> values, Class<T> type) {
    try {
      JavaType list = MAPPER.getTypeFactory().constructCollectionType(List.class, type);
      return document(MAPPER.writerFor(list).writeValueAsString(values));
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("cannot be stored: list of " + type.getName(), broken);
    }
  }

  private static String document(String value) {
    return "{\"format\":" + FORMAT + ",\"value\":" + value + "}";
  }

  private static <T> T read(String text, JavaType type) {
    try {
      JsonNode document = MAPPER.readTree(text);
      int format = document.path("format").asInt(0);
      if (format < 1 || format > FORMAT) {
        throw new IllegalArgumentException(
            "stored in format " + format + ", this version reads up to " + FORMAT);
      }
      JsonNode value = document.path("value");
      if (value.isMissingNode() || value.isNull()) {
        throw new IllegalArgumentException("stored without a value");
      }
      return MAPPER.treeToValue(value, type);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          "not a stored " + type.toCanonical() + ": " + broken.getOriginalMessage(), broken);
    }
  }

  /** The outermost sealed interface that a value belongs to, so that its type name is written. */
  private static JavaType declared(Object value) {
    Class<?> found = value.getClass();
    for (Class<?> parent = sealedParent(found); parent != null; parent = sealedParent(parent)) {
      found = parent;
    }
    return MAPPER.constructType(found);
  }

  private static @Nullable Class<?> sealedParent(Class<?> type) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.isSealed()) {
        return parent;
      }
    }
    return null;
  }

  /** Ids, times: everything that is stored as bare text. */
  private static final class Values extends SimpleModule {
    private static final long serialVersionUID = 1;

    Values() {
      super("offprint");
      addSerializer(Id.class, text(Id.class, Id::value));
      addSerializer(Instant.class, text(Instant.class, Instant::toString));
      addSerializer(Duration.class, text(Duration.class, Duration::toString));
      addDeserializer(Instant.class, parsed(Instant.class, Instant::parse));
      addDeserializer(Duration.class, parsed(Duration.class, Duration::parse));
      addSerializer(Amount.class, new AmountWriter());
      addDeserializer(Amount.class, new AmountReader());
    }

    @Override
    public void setupModule(SetupContext context) {
      super.setupModule(context);
      context.addDeserializers(new Ids());
    }
  }

  /** Tokens as a number, as they have always been; dollars as text: {@code "$1.5"}. */
  private static final class AmountWriter extends StdSerializer<Amount> {
    private static final long serialVersionUID = 1;

    AmountWriter() {
      super(Amount.class);
    }

    @Override
    public void serialize(Amount value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      switch (value) {
        case Amount.Tokens tokens -> out.writeNumber(tokens.count());
        case Amount.Dollars dollars -> out.writeString("$" + dollars.count().toPlainString());
      }
    }
  }

  private static final class AmountReader extends StdDeserializer<Amount> {
    private static final long serialVersionUID = 1;

    AmountReader() {
      super(Amount.class);
    }

    @Override
    public Amount deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getText();
      return text.startsWith("$")
          ? Amount.dollars(text.substring(1))
          : Amount.tokens(Long.parseLong(text));
    }
  }

  /** Every record that is an {@link Id} is read by its constructor, which checks it. */
  private static final class Ids extends Deserializers.Base {
    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription description) {
      return Id.class.isAssignableFrom(type.getRawClass())
          ? parsed(type.getRawClass(), text -> made(type, text))
          : null;
    }

    private static <T> T made(JavaType type, String text) {
      try {
        @SuppressWarnings("unchecked")
        T id = (T) type.getRawClass().getDeclaredConstructor(String.class).newInstance(text);
        return id;
      } catch (InvocationTargetException refused) {
        throw new IllegalArgumentException(
            String.valueOf(refused.getTargetException().getMessage()), refused);
      } catch (ReflectiveOperationException broken) {
        throw new IllegalStateException(type + " has no constructor from text", broken);
      }
    }
  }

  /** Sealed interfaces carry their type by simple name, without an annotation on them. */
  private static final class SealedTypes extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass type, JavaType base) {
      Class<?> raw = type.getRawType();
      // An amount tells by itself what it is.
      if (!raw.isInterface() || !raw.isSealed() || raw == Amount.class) {
        return null;
      }
      return new StdTypeResolverBuilder()
          .init(JsonTypeInfo.Id.NAME, null)
          .inclusion(JsonTypeInfo.As.PROPERTY)
          .typeProperty("type");
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated type) {
      return type.getRawType().isSealed() && type.getRawType() != Amount.class
          ? leaves(type.getRawType(), new ArrayList<>())
          : null;
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
      return type.getRawType().isRecord() ? type.getRawType().getSimpleName() : null;
    }

    private static List<NamedType> leaves(Class<?> type, List<NamedType> found) {
      for (Class<?> child : type.getPermittedSubclasses()) {
        if (child.isSealed()) {
          leaves(child, found);
        } else {
          found.add(new NamedType(child, child.getSimpleName()));
        }
      }
      return found;
    }
  }

  private static <T> StdSerializer<T> text(Class<T> type, Function<T, String> form) {
    return new StdSerializer<>(type) {
      private static final long serialVersionUID = 1;

      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(form.apply(value));
      }
    };
  }

  private static <T> StdDeserializer<T> parsed(Class<T> type, Function<String, T> reader) {
    return new StdDeserializer<>(type) {
      private static final long serialVersionUID = 1;

      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return reader.apply(in.getText());
      }
    };
  }
}
