-- How far a chat has been heard in each thread, so that what was missed can be caught up.
-- speakers is a JSON list of person ids.
create table heard (
  connection text not null,
  channel    text not null,
  thread     text not null,
  up_to      text not null,
  speakers   text not null,
  primary key (connection, channel, thread)
);
