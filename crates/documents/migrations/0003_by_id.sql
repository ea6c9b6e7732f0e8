-- What lies in the file store is named by an id alone: whose it is, and whether anybody's, is asked by it.
create unique index files_id on files (id);
create unique index issued_documents_id on issued_documents (id);
