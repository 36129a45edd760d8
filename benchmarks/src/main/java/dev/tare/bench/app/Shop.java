package dev.tare.bench.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * A shop whose books are a database in memory: customers, a stock, and the last thousand orders.
 * What it does is a seed's; what it did is summed up, and held against the tables at the end.
 */
final class Shop implements AutoCloseable {
  private static final int ORDERS_KEPT = 1000;
  private static final int FEWEST_LINES = 5;
  private static final int LINES = 11;
  private static final int MOST_OF_ONE = 10;
  private static final int SHELF = 100;
  private static final int MOST_PRICE = 10_000;

  /**
   * Divides a hundred transactions: orders, then payments, then looks at an order; the rest at a
   * shelf.
   */
  private static final int ORDER = 45;

  private static final int PAYMENT = 88;
  private static final int LOOK = 96;

  private static final int CHECKED_ROWS = 1000;
  private static final int CHECKED = 500;
  private static final long CHECKED_SUM = 74_986_355;

  private final int rows;
  private final SplittableRandom random;
  private final Connection books;
  private final PreparedStatement price;
  private final PreparedStatement sell;
  private final PreparedStatement addLine;
  private final PreparedStatement addOrder;
  private final PreparedStatement dropLines;
  private final PreparedStatement dropOrder;
  private final PreparedStatement pay;
  private final PreparedStatement look;
  private final PreparedStatement shelf;
  private long orders;
  private long sold;
  private long paid;

  Shop(int rows, long seed) throws SQLException {
    this.rows = rows;
    this.random = new SplittableRandom(seed);
    // Without a name it is this connection's own.
    this.books = DriverManager.getConnection("jdbc:h2:mem:");
    fill();
    price = books.prepareStatement("select price from item where id = ?");
    sell = books.prepareStatement("update item set sold = sold + ? where id = ?");
    addLine = books.prepareStatement("insert into line values (?, ?, ?, ?, ?)");
    addOrder = books.prepareStatement("insert into orders values (?, ?, ?)");
    dropLines = books.prepareStatement("delete from line where orders = ?");
    dropOrder = books.prepareStatement("delete from orders where id = ?");
    pay = books.prepareStatement("update customer set balance = balance + ? where id = ?");
    look =
        books.prepareStatement(
            "select sum(l.amount * l.price), max(o.total) from orders o"
                + " join line l on l.orders = o.id join item i on i.id = l.item where o.id = ?");
    shelf =
        books.prepareStatement(
            "select count(*), sum(price) from item where id between ? and ? and sold >= ?");
  }

  private void fill() throws SQLException {
    try (Statement make = books.createStatement()) {
      make.execute(
          "create table item(id int primary key, price bigint, sold bigint, text char(40))");
      make.execute("create table customer(id int primary key, balance bigint, text char(40))");
      make.execute("create table orders(id bigint primary key, customer int, total bigint)");
      make.execute(
          "create table line(orders bigint, n int, item int, amount int, price bigint,"
              + " primary key(orders, n))");
    }
    books.setAutoCommit(false);
    try (PreparedStatement item = books.prepareStatement("insert into item values (?, ?, 0, ?)");
        PreparedStatement customer =
            books.prepareStatement("insert into customer values (?, 0, ?)")) {
      for (int id = 0; id < rows; id++) {
        insert(item, id, 1L + random.nextInt(MOST_PRICE), "item " + random.nextLong());
        insert(customer, id, "customer " + random.nextLong());
      }
    }
    books.commit();
  }

  private static void insert(PreparedStatement row, Object... values) throws SQLException {
    set(row, values).executeUpdate();
  }

  private static PreparedStatement set(PreparedStatement one, Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      one.setObject(i + 1, values[i]);
    }
    return one;
  }

  /**
   * Does one transaction.
   *
   * @return a sum of what it saw
   */
  long transaction() throws SQLException {
    int kind = random.nextInt(100);
    long saw = kind < ORDER ? order() : kind < PAYMENT ? payment() : seen(kind);
    books.commit();
    return saw;
  }

  private long order() throws SQLException {
    long id = orders++;
    int lines = FEWEST_LINES + random.nextInt(LINES);
    long total = 0;
    for (int n = 0; n < lines; n++) {
      int item = random.nextInt(rows);
      int amount = 1 + random.nextInt(MOST_OF_ONE);
      long each = number(set(price, item), 1);
      insert(sell, amount, item);
      insert(addLine, id, n, item, amount, each);
      total += amount * each;
      sold += amount;
    }
    insert(addOrder, id, random.nextInt(rows), total);
    insert(dropLines, id - ORDERS_KEPT);
    insert(dropOrder, id - ORDERS_KEPT);
    return total;
  }

  private long payment() throws SQLException {
    long amount = 1L + random.nextInt(MOST_PRICE);
    insert(pay, amount, random.nextInt(rows));
    paid += amount;
    return amount;
  }

  private long seen(int kind) throws SQLException {
    if (kind < LOOK && orders > 0) {
      long id = orders - 1 - random.nextLong(Math.min(orders, ORDERS_KEPT));
      long sum = number(set(look, id), 1);
      checkSame("order " + id, sum, number(look, 2));
      return sum;
    }
    int from = random.nextInt(rows);
    return number(set(shelf, from, from + SHELF, 1), 2);
  }

  private static long number(PreparedStatement query, int column) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      result.next();
      return result.getLong(column);
    }
  }

  /**
   * Does the first transactions of a small shop, whose sum is known.
   *
   * @throws IllegalStateException where it is another one
   */
  static void check(long seed) throws SQLException {
    try (Shop small = new Shop(CHECKED_ROWS, seed)) {
      long sum = 0;
      for (int i = 0; i < CHECKED; i++) {
        sum += small.transaction();
      }
      checkSame("the first " + CHECKED + " transactions", CHECKED_SUM, sum);
    }
  }

  private static void checkSame(String what, long expected, long is) {
    if (expected != is) {
      throw new IllegalStateException(
          "H2 computed wrongly: " + what + " come to " + is + ", not to " + expected);
    }
  }

  /**
   * Closes the books, which have to balance.
   *
   * @throws IllegalStateException where they do not
   */
  @Override
  public void close() throws SQLException {
    try (Connection closing = books;
        Statement sums = closing.createStatement();
        ResultSet both =
            sums.executeQuery(
                "select (select sum(sold) from item), (select sum(balance) from customer)")) {
      both.next();
      checkSame("goods sold", sold, both.getLong(1));
      checkSame("payments", paid, both.getLong(2));
    }
  }
}
