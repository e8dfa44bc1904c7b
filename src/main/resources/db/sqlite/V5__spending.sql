-- What was spent on a day of UTC, counted from 1970: by a person, in a channel, by everybody. What
-- open calls may still cost is reserved. A nanodollar is a billionth of a US dollar.
create table spending (
  day                  integer not null,
  counted              text    not null,
  tokens               bigint  not null,
  nanodollars          bigint  not null,
  reserved_tokens      bigint  not null,
  reserved_nanodollars bigint  not null,
  primary key (day, counted)
);

-- nanodollars is what all runs of the call have cost, null where no price was known; day, person
-- and channel are those that its last run counts for.
alter table model_call add column reserved_nanodollars bigint not null default 0;
alter table model_call add column nanodollars bigint;
alter table model_call add column day integer;
alter table model_call add column person text;
alter table model_call add column channel text;

-- Who answered, and in how many milliseconds: what earlier sessions took of a model.
alter table model_call add column model text;
alter table model_call add column millis bigint;
update model_call set model = json_extract(reply, '$.value.model') where reply is not null;
create index model_call_by_model on model_call (model, session);
