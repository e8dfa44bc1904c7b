-- Times are milliseconds since 1970. JSON is what engine.Json writes, with its format number.

create table session (
  id         text   not null primary key,
  version    bigint not null,
  created    bigint not null,
  changed    bigint not null,
  connection text   not null,
  channel    text   not null,
  thread     text   not null,
  state      text   not null
);
create index session_by_thread on session (connection, channel, thread);

create table session_paper (
  paper_key text not null,
  session   text not null,
  primary key (paper_key, session)
);
create index session_paper_by_session on session_paper (session);

-- Every event ever counted, so that its duplicate is dropped.
create table counted (
  event_id text   not null primary key,
  at       bigint not null
);

create table history (
  session  text   not null,
  seq      bigint not null,
  event_id text   not null,
  at       bigint not null,
  event    text   not null,
  outcome  text   not null,
  primary key (session, seq)
);

-- effect_n is the effect's number within the session.
create table outbox (
  session  text    not null,
  seq      bigint  not null,
  effect_n integer not null,
  effect   text    not null,
  state    text    not null,
  post     text,
  tries    integer not null,
  primary key (session, seq),
  unique (session, effect_n)
);

-- tokens_* is what all runs of the call have cost; reserved counts only while is_open.
create table model_call (
  session        text    not null,
  plan_version   integer not null,
  delivery       integer not null,
  stage          text    not null,
  step           text    not null,
  attempt        integer not null,
  seq            bigint  not null,
  effect_n       integer not null,
  prompt_hash    text    not null,
  reserved       bigint  not null,
  is_open        boolean not null,
  tokens_read    bigint  not null,
  tokens_cached  bigint  not null,
  tokens_written bigint  not null,
  lost           integer not null,
  reply          text,
  used           boolean,
  judge_n        integer,
  why            text    not null,
  primary key (session, plan_version, delivery, stage, step, attempt),
  unique (session, seq)
);

create table progress (
  session  text not null primary key,
  standing text not null
);

-- at is when the bytes were last put without naming a session.
create table blob (
  id    text   not null primary key,
  at    bigint not null,
  bytes blob   not null
);

-- Which blobs a stored document among the blobs names.
create table blob_link (
  blob   text not null,
  target text not null,
  primary key (blob, target)
);

-- Which blobs a session names, directly or through documents, and since when.
create table blob_use (
  session text   not null,
  blob    text   not null,
  at      bigint not null,
  primary key (session, blob)
);
create index blob_use_by_blob on blob_use (blob);

-- The two queues of db-scheduler, with its columns.
create table short_task (
  task_name            text    not null,
  task_instance        text    not null,
  task_data            blob,
  execution_time       bigint  not null,
  picked               boolean not null,
  picked_by            text,
  last_success         bigint,
  last_failure         bigint,
  consecutive_failures integer,
  last_heartbeat       bigint,
  version              bigint  not null,
  primary key (task_name, task_instance)
);
create index short_task_by_time on short_task (execution_time);
create index short_task_by_heartbeat on short_task (last_heartbeat);

create table stage_task (
  task_name            text    not null,
  task_instance        text    not null,
  task_data            blob,
  execution_time       bigint  not null,
  picked               boolean not null,
  picked_by            text,
  last_success         bigint,
  last_failure         bigint,
  consecutive_failures integer,
  last_heartbeat       bigint,
  version              bigint  not null,
  primary key (task_name, task_instance)
);
create index stage_task_by_time on stage_task (execution_time);
create index stage_task_by_heartbeat on stage_task (last_heartbeat);
