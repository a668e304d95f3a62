import { createRoot } from 'react-dom/client';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiqlPage } from './graphiql-page.tsx';

const container = document.getElementById('page');
if (container) createRoot(container).render(<GraphiqlPage />);
