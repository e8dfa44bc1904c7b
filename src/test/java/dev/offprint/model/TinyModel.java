package dev.offprint.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a model file that says nothing sensible but is a real one: GGUF v3, architecture llama, 2
 * layers of width 64, a vocabulary of bytes, random weights.
 */
public final class TinyModel {
  private static final int WIDTH = 64;
  private static final int HIDDEN = 128;
  private static final int LAYERS = 2;
  private static final int SPECIAL = 3;
  private static final int WORDS = SPECIAL + 256;
  private static final String TEMPLATE =
      "{% for m in messages %}<s>{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, int[]> tensors = new LinkedHashMap<>();
  private int settings;

  private TinyModel() {}

  /** Writes the file; always the same bytes. */
  public static Path write(Path file) throws IOException {
    Files.write(file, new TinyModel().bytes());
    return file;
  }

  private byte[] bytes() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    describe();
    tensors();
    byte[] described = out.toByteArray();
    out.reset();
    long offset = 0;
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      text(tensor.getKey());
      number(tensor.getValue().length, 4);
      for (int size : tensor.getValue()) {
        number(size, 8);
      }
      number(0, 4);
      number(offset, 8);
      offset += padded(4L * count(tensor.getValue()));
    }
    byte[] index = out.toByteArray();
    out.reset();
    head.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    head.writeBytes(little(3, 4));
    head.writeBytes(little(tensors.size(), 8));
    head.writeBytes(little(settings, 8));
    head.writeBytes(described);
    head.writeBytes(index);
    head.writeBytes(new byte[(int) (padded(head.size()) - head.size())]);
    Random random = new Random(7);
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      boolean norm = tensor.getKey().contains("norm");
      ByteBuffer weights =
          ByteBuffer.allocate((int) padded(4L * count(tensor.getValue())))
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count(tensor.getValue()); i++) {
        weights.putFloat(norm ? 1f : (float) random.nextGaussian() * 0.1f);
      }
      head.writeBytes(weights.array());
    }
    return head.toByteArray();
  }

  private void describe() {
    setting("general.architecture", "llama");
    setting("general.name", "tiny");
    setting("llama.block_count", LAYERS);
    setting("llama.context_length", 4096);
    setting("llama.embedding_length", WIDTH);
    setting("llama.feed_forward_length", HIDDEN);
    setting("llama.attention.head_count", 4);
    setting("llama.attention.head_count_kv", 4);
    setting("llama.rope.dimension_count", WIDTH / 4);
    key("llama.attention.layer_norm_rms_epsilon", 6);
    out.writeBytes(little(Float.floatToIntBits(1e-5f), 4));
    setting("tokenizer.ggml.model", "llama");
    List<String> words = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    for (int value = 0; value < 256; value++) {
      words.add(String.format("<0x%02X>", value));
    }
    array("tokenizer.ggml.tokens", 8, words.size());
    words.forEach(this::text);
    array("tokenizer.ggml.scores", 6, WORDS);
    words.forEach(word -> number(0, 4));
    array("tokenizer.ggml.token_type", 5, WORDS);
    for (int word = 0; word < WORDS; word++) {
      // 2: unknown, 3: control, 6: byte
      number(word == 0 ? 2 : word < SPECIAL ? 3 : 6, 4);
    }
    setting("tokenizer.ggml.bos_token_id", 1);
    setting("tokenizer.ggml.eos_token_id", 2);
    setting("tokenizer.ggml.unknown_token_id", 0);
    setting("tokenizer.chat_template", TEMPLATE);
  }

  private void tensors() {
    tensors.put("token_embd.weight", new int[] {WIDTH, WORDS});
    for (int layer = 0; layer < LAYERS; layer++) {
      String name = "blk." + layer + ".";
      tensors.put(name + "attn_norm.weight", new int[] {WIDTH});
      for (String part : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
        tensors.put(name + part + ".weight", new int[] {WIDTH, WIDTH});
      }
      tensors.put(name + "ffn_norm.weight", new int[] {WIDTH});
      tensors.put(name + "ffn_gate.weight", new int[] {WIDTH, HIDDEN});
      tensors.put(name + "ffn_up.weight", new int[] {WIDTH, HIDDEN});
      tensors.put(name + "ffn_down.weight", new int[] {HIDDEN, WIDTH});
    }
    tensors.put("output_norm.weight", new int[] {WIDTH});
    tensors.put("output.weight", new int[] {WIDTH, WORDS});
  }

  private void key(String name, int type) {
    settings++;
    text(name);
    number(type, 4);
  }

  private void setting(String name, int value) {
    key(name, 4);
    number(value, 4);
  }

  private void setting(String name, String value) {
    key(name, 8);
    text(value);
  }

  private void array(String name, int type, int size) {
    key(name, 9);
    number(type, 4);
    number(size, 8);
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length, 8);
    out.writeBytes(bytes);
  }

  private void number(long value, int bytes) {
    out.writeBytes(little(value, bytes));
  }

  private static byte[] little(long value, int bytes) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return java.util.Arrays.copyOf(all, bytes);
  }

  private static long padded(long size) {
    return Math.ceilDiv(size, 32L) * 32;
  }

  private static int count(int[] sizes) {
    int all = 1;
    for (int size : sizes) {
      all *= size;
    }
    return all;
  }
}
