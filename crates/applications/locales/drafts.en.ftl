## Drafts: two windows, the end of a session, another edition, reminders

drafts-conflict-title = These answers have changed in another window
drafts-conflict-text = You also saved the page “{ $page }” in another window or on another device. Choose which answers to keep.
drafts-conflict-theirs = In the other window
drafts-conflict-ours = In this window
drafts-conflict-nothing = No answer
drafts-conflict-keep-ours = Keep the answers of this window
drafts-conflict-keep-theirs = Keep the answers of the other window
drafts-rescued = Your session had ended, so we asked you to sign in again. Everything that you typed is here.
drafts-rescued-files = Your session had ended, so we asked you to sign in again. Everything that you typed is here, but files have to be chosen once more.
drafts-renewed-title = The service has changed
drafts-renewed-text = While you were filling in “{ $service }”, the questions of its form changed. Your other answers are kept.
drafts-renewed-anew = These questions have to be answered again
drafts-renewed-dropped = These answers are no longer needed
drafts-line = { $done } of { $pages } pages filled in · kept until { $day }
drafts-line-new = kept until { $day }
drafts-kept-until = The draft is kept until { $day }. If you come back to it earlier, it is kept longer.
drafts-notice-waits = You began to fill in “{ $service-en }”. The draft waits for you until { $due-en }.
drafts-notice-last = The draft “{ $service-en }” will soon be deleted: it is kept until { $due-en }. Go on with it if you still need it.
drafts-notice-waits-subject = Your draft waits for you
drafts-notice-waits-sms = Your draft “{ $service-en }” waits until { $due-en }.
drafts-notice-last-subject = Your draft will soon be deleted
drafts-notice-last-sms = Your draft “{ $service-en }” will be deleted after { $due-en }.
drafts-file-new-tab = (opens in a new tab)
drafts-file-pages = You can choose several photographs of pages at once: we will join them into one PDF in the order in which you chose them
drafts-file-join = Join the chosen photographs into one PDF
