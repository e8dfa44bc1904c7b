-- What may be wanted again beyond a session: copies of downloads, files as read, what was seen of
-- pictures. made_of is the file's hash, at is when it was kept.
create table shelf (
  kind    text    not null,
  name    text    not null,
  made_of text    not null,
  at      bigint  not null,
  size    integer not null,
  bytes   blob    not null,
  primary key (kind, name)
);
create index shelf_by_time on shelf (at);
create index shelf_by_file on shelf (made_of);
