-- What the models of a session could do when a stage last ran: prompts depend on it. traits is what
-- engine.Json writes.
create table session_model (
  session text not null,
  role    text not null,
  traits  text not null,
  primary key (session, role)
);
