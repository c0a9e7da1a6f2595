create table orders (
  id bigint primary key,
  customer text not null,
  amount numeric(12, 2),
  placed_at timestamptz not null
);
